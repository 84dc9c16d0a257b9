package symbols

import (
	"maps"
	"reflect"

	"github.com/traefik/yaegi/interp"
	"github.com/traefik/yaegi/stdlib"
)

//go:generate go run ./internal/gen .

// sdkTables is filled by the generated files.
var sdkTables = map[string]map[string]reflect.Value{}

// Tables returns the compiled symbols of the standard library and the SDK.
func Tables() interp.Exports {
	all := interp.Exports{}
	maps.Copy(all, stdlib.Symbols)
	maps.Copy(all, sdkTables)
	return all
}

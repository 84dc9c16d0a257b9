package symbols

import (
	"maps"
	"reflect"

	"github.com/traefik/yaegi/stdlib"
	interp "wade/kernel/internal/yaegi"
)

//go:generate go run ./internal/gen .

// tables is filled by the generated files: the SDK, and what the interpreter's own tables of the standard library lack.
var tables = map[string]map[string]reflect.Value{}

// Tables returns the compiled symbols of the standard library and the SDK.
func Tables() interp.Exports {
	all := interp.Exports{}
	maps.Copy(all, stdlib.Symbols)
	for key, table := range tables {
		merged := maps.Clone(table)
		maps.Copy(merged, all[key])
		all[key] = merged
	}
	return all
}

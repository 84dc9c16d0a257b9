package symbols

import "reflect"

//go:generate go run ./internal/gen .

// A symbol is a name and a function, the address of a variable or a nil pointer to a type. Such a list is data of the
// program: it costs nothing before a cell imports the package.
type symbol struct {
	name  string
	value any
}

// Table returns the name of a package that cells may import and its compiled symbols, but for constants, which the front
// end folds. The table is nil when there is no such package.
func Table(path string) (name string, table map[string]reflect.Value) {
	name, list := find(path)
	if name == "" {
		return "", nil
	}
	table = make(map[string]reflect.Value, len(list))
	for _, s := range list {
		v := reflect.ValueOf(s.value)
		if v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		table[s.name] = v
	}
	return name, table
}

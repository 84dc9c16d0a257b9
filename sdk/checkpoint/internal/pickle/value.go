package pickle

// Values are nil, bool, int64, float64, string, []byte, Big, Tuple, *List, *Dict, Global, *Object and what the hooks of a
// machine return.

// Big is an integer that does not fit 64 bits: its bytes in two's complement, little-endian.
type Big string

// Tuple is a Python tuple.
type Tuple []any

// List is a Python list or set.
type List struct{ Items []any }

// Items are those of a tuple or a list.
func Items(v any) (items []any, ok bool) {
	switch c := v.(type) {
	case Tuple:
		return c, true
	case *List:
		return c.Items, true
	}
	return nil, false
}

// Dict is a Python dict: keys and values in order. A key that was set twice is there twice, the later one counts.
type Dict struct{ Keys, Values []any }

// Get returns the value of a text key.
func (d *Dict) Get(key string) (v any, ok bool) {
	for i, k := range d.Keys {
		if k == key {
			v, ok = d.Values[i], true
		}
	}
	return v, ok
}

// Global is the name of a class or function; it has no meaning of its own.
type Global struct{ Module, Name string }

// String is the name as Python writes it.
func (g Global) String() string { return g.Module + "." + g.Name }

// Object is an instance of a class that Machine.New let through: its class and the state that was set.
type Object struct {
	Class Global
	State any
}

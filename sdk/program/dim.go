package program

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Context is the symbol of the key axis that [Builder.CacheAppend] returns: rows already cached plus rows of this step.
const Context = "context"

// Dim is one size of a shape: a constant (N > 0) or a symbol bound when the program runs.
type Dim struct {
	N   int
	Sym string
}

// N is the constant size n.
func N(n int) Dim { return Dim{N: n} }

// Sym is a size that the inputs of a run bind.
func Sym(name string) Dim { return Dim{Sym: name} }

// String returns the number or the symbol.
func (d Dim) String() string {
	if d.Sym != "" {
		return d.Sym
	}
	return strconv.Itoa(d.N)
}

// MarshalJSON writes a number or a string.
func (d Dim) MarshalJSON() ([]byte, error) {
	if d.Sym != "" {
		return json.Marshal(d.Sym)
	}
	return json.Marshal(d.N)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Dim) UnmarshalJSON(b []byte) error {
	*d = Dim{}
	if len(b) > 0 && b[0] == '"' {
		if err := json.Unmarshal(b, &d.Sym); err != nil {
			return err
		}
		if d.Sym == "" {
			return fmt.Errorf("program: empty size symbol")
		}
		return nil
	}
	if err := json.Unmarshal(b, &d.N); err != nil {
		return err
	}
	if d.N <= 0 {
		return fmt.Errorf("program: size %d is not positive", d.N)
	}
	return nil
}

// Shape is the sizes of a value, outermost first; data is dense and row-major.
type Shape []Dim

// Of makes a shape from ints (constants), strings (symbols) and Dims.
func Of(sizes ...any) Shape {
	s := make(Shape, 0, len(sizes))
	for _, v := range sizes {
		switch v := v.(type) {
		case int:
			s = append(s, N(v))
		case string:
			s = append(s, Sym(v))
		case Dim:
			s = append(s, v)
		default:
			s = append(s, Dim{}) // an invalid size, reported by the builder with the value's name
		}
	}
	return s
}

// String formats like [batch 12 64].
func (s Shape) String() string {
	parts := make([]string, len(s))
	for i, d := range s {
		parts[i] = d.String()
	}
	return "[" + strings.Join(parts, " ") + "]"
}

// Equal tells whether both have the same sizes and symbols.
func (s Shape) Equal(t Shape) bool {
	if len(s) != len(t) {
		return false
	}
	for i := range s {
		if s[i] != t[i] {
			return false
		}
	}
	return true
}

func (s Shape) last() Dim { return s[len(s)-1] }

func (s Shape) valid() error {
	if len(s) == 0 || len(s) > 4 {
		return fmt.Errorf("shape %v has %d axes, want 1 to 4", s, len(s))
	}
	for _, d := range s {
		if d.Sym == "" && d.N <= 0 {
			return fmt.Errorf("shape %v has a size that is not positive", s)
		}
		if d.N > 1<<40 {
			return fmt.Errorf("shape %v has a size that is out of range", s)
		}
	}
	return nil
}

// withLast is s with its last size replaced.
func (s Shape) withLast(d Dim) Shape {
	t := append(Shape(nil), s...)
	t[len(t)-1] = d
	return t
}

// Bindings gives symbols their sizes in one run.
type Bindings map[string]int

// Bind matches concrete sizes against s and records the symbols; a symbol bound twice must agree.
func (b Bindings) Bind(name string, s Shape, sizes []int) error {
	if len(s) != len(sizes) {
		return fmt.Errorf("program: %s has shape %v, the value given has %v", name, s, sizes)
	}
	for i, d := range s {
		switch {
		case d.Sym == "":
			if sizes[i] != d.N {
				return fmt.Errorf("program: %s has shape %v, the value given has %v", name, s, sizes)
			}
		default:
			if have, ok := b[d.Sym]; ok && have != sizes[i] {
				return fmt.Errorf("program: %s of shape %v was given as %v, but %s is already %d in this run", name, s, sizes, d.Sym, have)
			}
			b[d.Sym] = sizes[i]
		}
	}
	return nil
}

// Resolve returns the concrete sizes of s; an unbound symbol is an error.
func (b Bindings) Resolve(s Shape) ([]int, error) {
	out := make([]int, len(s))
	for i, d := range s {
		if d.Sym == "" {
			out[i] = d.N
			continue
		}
		n, ok := b[d.Sym]
		if !ok {
			return nil, fmt.Errorf("program: size %q of shape %v is not bound by any input of this run", d.Sym, s)
		}
		out[i] = n
	}
	return out, nil
}

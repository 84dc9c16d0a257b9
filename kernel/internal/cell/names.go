package cell

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"wade/internal/near"
)

// A Variable is a variable that cells see.
type Variable struct {
	Name   string
	Type   types.Type
	Symbol string // its name in the interpreter
}

// Variables lists the variables that cells have declared, by name.
func (s *Session) Variables() []Variable {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Variable
	for _, name := range slices.Sorted(maps.Keys(s.visible)) {
		if v, ok := s.visible[name].obj.(*types.Var); ok && s.names[v] != "" {
			out = append(out, Variable{name, v.Type(), s.names[v]})
		}
	}
	return out
}

// Declared lists the names of imports and declarations that begin with prefix.
func (s *Session) Declared(prefix string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, name := range slices.Sorted(maps.Keys(s.visible)) {
		if strings.HasPrefix(name, prefix) && !strings.Contains(name, ".") {
			out = append(out, name)
		}
	}
	return out
}

// Forget takes declarations and imports back, all or none: one that is unknown is an error. What was compiled against
// them keeps them. It returns the names in the interpreter to which no later cell can refer any more.
func (s *Session) Forget(names []string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		if s.visible[name] == nil {
			return nil, fmt.Errorf("%s is not declared%s", name, near.List(name, slices.Sorted(maps.Keys(s.visible))))
		}
	}
	visible := maps.Clone(s.visible)
	for _, name := range names {
		delete(visible, name)
		for n := range s.visible {
			if strings.HasPrefix(n, name+".") {
				delete(visible, n)
			}
		}
	}
	u := &Unit{s: s, next: s.copyState()}
	u.next.visible = visible
	gone := u.forget()
	s.visible, s.names = visible, u.next.names
	return gone, nil
}

// TypeText writes a type as cells write it.
func TypeText(t types.Type) string { return types.TypeString(t, shortNames) }

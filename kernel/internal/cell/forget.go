package cell

import (
	"fmt"
	"go/types"
	"strings"
)

// forget drops the functions and variables that the cell has hidden, and returns their names in the interpreter. Code that
// ran already holds what it needs; later code can refer to what is hidden only from an instance of a generic declaration.
func (u *Unit) forget() (gone []string) {
	for o, org := range u.next.origins {
		if u.s.origins[o] == nil {
			for _, used := range org.info.Uses {
				if u.next.names[used] != "" { // not what is inside of the declaration
					u.s.pinned[used] = true
				}
			}
		}
	}
	for name, old := range u.s.visible {
		now := u.next.visible[name]
		if now == old || old.obj == nil || old.obj.Pkg() == nil || old.obj.Pkg().Path() != "main" || u.s.pinned[old.obj] {
			continue
		}
		switch old.obj.(type) {
		case *types.Func, *types.Var:
		default:
			continue
		}
		n := u.next.names[old.obj]
		delete(u.next.names, old.obj)
		if f, ok := old.obj.(*types.Func); ok && isGeneric(f) {
			gone = append(gone, u.forgetInstances(f)...)
			continue
		}
		if n != "" && (now == nil || u.next.names[now.obj] != n) {
			gone = append(gone, n)
		}
	}
	return gone
}

// forgetInstances drops a generic function, and returns the names of its instances.
func (u *Unit) forgetInstances(f *types.Func) (gone []string) {
	delete(u.next.origins, f)
	prefix := fmt.Sprintf("func %p[", f)
	for key, name := range u.next.insts {
		if strings.HasPrefix(key, prefix) {
			delete(u.next.insts, key)
			gone = append(gone, name)
		}
	}
	return gone
}

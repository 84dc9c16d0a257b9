package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"sync"

	"wade/kernel/internal/rtype"
)

// Packages is where imports come from.
type Packages interface {
	types.Importer
	// Paths lists what can be imported.
	Paths() []string
	// Doc returns the documentation of Name or Type.Method of a package.
	Doc(path, name string) string
}

// A Session is what the cells of a notebook have declared. Safe for concurrent use; Compile calls are serialised by the
// engine, the others may come at any time.
type Session struct {
	mu       sync.Mutex
	pkgs     Packages
	fset     *token.FileSet
	visible  map[string]*symbol
	builtin  map[string]types.Object // predeclared by the notebook: ctx, must, Display
	musts    [4]types.Object         // must for a number of values before the error
	names    map[types.Object]string // names of package-level objects in the interpreter
	origins  map[types.Object]*origin
	insts    map[string]string       // instances of generic types and functions, by key
	pinned   map[types.Object]bool   // what generic declarations mention
	types    []types.Type            // types known to the run time, by number
	tags     map[*types.TypeName]int // what tells struct types of the same shape apart
	serial   int
	prelude  *prelude
	sources  map[string]*source                   // packages imported by source, by path
	dir      func() string                        // where imports by source begin; nil without any
	stands   bool                                 // cells have imported a package with generic types
	find     func(path, name string) reflect.Type // compiled types; nil when the interpreter declares types
	made     map[string]*rtype.Type               // types of the run time, by their names in the interpreter
	shapes   []shape
	versions map[string]string   // of the methods of types that stand for their new versions, by the name of the type
	bound    map[string][]string // the functions that stand for methods, by type
	aliases  map[string]string   // names under which lowered code imports packages
}

// A symbol is one name that cells see.
type symbol struct {
	obj   types.Object   // nil for an import
	path  string         // of an import
	pkg   *types.Package // of an import by source
	chunk *parsed        // its declaration; nil for variables and imports
}

// An origin is the declaration of a generic function, type or method.
type origin struct {
	fn   *ast.FuncDecl
	info *types.Info
}

// NewSession returns a session without declarations.
func NewSession(pkgs Packages) (*Session, error) {
	s := &Session{
		pkgs:    pkgs,
		fset:    token.NewFileSet(),
		visible: map[string]*symbol{},
		names:   map[types.Object]string{},
		origins: map[types.Object]*origin{},
		insts:   map[string]string{},
		pinned:  map[types.Object]bool{},
		tags:    map[*types.TypeName]int{},
		bound:   map[string][]string{},
		aliases: map[string]string{},
	}
	if err := s.predeclare(); err != nil {
		return nil, err
	}
	return s, nil
}

// A Unit is a cell in the form that the interpreter runs.
type Unit struct {
	Source string  // a file of package main; its init hands the cell function to the run time
	Entry  string  // name of the cell function, to which nothing else refers
	Places *Places // where the lines of Source come from
	s      *Session
	next   state
	types  map[string]*rtype.Type
	c      *compilation
}

// state is what a cell changes in the session when the interpreter accepts it.
type state struct {
	visible  map[string]*symbol
	names    map[types.Object]string
	origins  map[types.Object]*origin
	insts    map[string]string
	shapes   []shape
	sources  map[string]*source
	versions map[string]string
}

func (s *Session) copyState() state {
	return state{maps.Clone(s.visible), maps.Clone(s.names), maps.Clone(s.origins), maps.Clone(s.insts), slices.Clip(s.shapes), cloned(s.sources), cloned(s.versions)}
}

// Commit makes what the cell declares visible to the cells after it. It returns the names in the interpreter to which no
// later cell can refer any more.
func (u *Unit) Commit() (gone []string) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	gone = append(u.forget(), u.settleReuse()...)
	u.s.visible, u.s.names, u.s.origins, u.s.insts = u.next.visible, u.next.names, u.next.origins, u.next.insts
	u.s.shapes, u.s.sources, u.s.versions = u.next.shapes, u.next.sources, u.next.versions
	return gone
}

// TypeAt returns the type with a number given to the run time.
func (s *Session) TypeAt(i int) types.Type {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i < 0 || i >= len(s.types) {
		return nil
	}
	return s.types[i]
}

// TypeNumber returns the number of a type that the run time knows.
func (s *Session) TypeNumber(t types.Type) (int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, known := range s.types {
		if types.Identical(known, t) {
			return i, true
		}
	}
	return 0, false
}

// tag marks the first field of a struct type. The new version of a type has the mark of the old one, so that values convert.
func (s *Session) tag(t *types.Named) string {
	n := s.tags[t.Obj()]
	if n == 0 || t.TypeArgs() != nil {
		s.serial++
		n = s.serial
		if t.TypeArgs() == nil {
			s.tags[t.Obj()] = n
		}
	}
	return fmt.Sprintf("wade:\"%d\"", n)
}

// cloned copies a map that may be nil.
func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}

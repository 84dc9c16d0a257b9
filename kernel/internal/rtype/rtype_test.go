//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"bytes"
	"container/heap"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sort"
	"strings"
	"sync"
	"testing"
	"text/template"
	"time"
)

var (
	intT    = Of(reflect.TypeFor[int]())
	stringT = Of(reflect.TypeFor[string]())
	boolT   = Of(reflect.TypeFor[bool]())
	anyT    = Of(reflect.TypeFor[any]())
	errorT  = Of(reflect.TypeFor[error]())
	bytesT  = Of(reflect.TypeFor[[]byte]())
)

func sig(in []*Type, out ...*Type) *Type { return Func(in, out, false) }

func build(t testing.TB, types ...*Type) {
	t.Helper()
	if err := Build(types...); err != nil {
		t.Fatal(err)
	}
}

// bind binds a method to a function over values of reflection.
func bind(t testing.TB, typ *Type, name string, f func(args []reflect.Value) []reflect.Value) {
	t.Helper()
	for _, m := range typ.methods {
		if m.Name != name {
			continue
		}
		recv := typ.real
		if m.Pointer {
			recv = reflect.PointerTo(recv)
		}
		if err := typ.Bind(name, reflect.MakeFunc(withReceiver(recv, m.Sig.real), f)); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("no method %s", name)
}

func one(x any) []reflect.Value { return []reflect.Value{reflect.ValueOf(x)} }

func value(t *Type, set ...any) reflect.Value {
	v := reflect.New(t.real).Elem()
	for i, x := range set {
		v.Field(i).Set(reflect.ValueOf(x))
	}
	return v
}

// named makes a type with a method that returns a text.
func withText(t testing.TB, name, method string, under *Type, f func(reflect.Value) string) *Type {
	t.Helper()
	typ := Named("main", name)
	typ.Define(under, Method{Name: method, Sig: sig(nil, stringT)})
	build(t, typ)
	bind(t, typ, method, func(a []reflect.Value) []reflect.Value { return one(f(a[0])) })
	return typ
}

func TestSupported(t *testing.T) {
	if err := Supported(); err != nil {
		t.Fatal(err)
	}
}

func TestNames(t *testing.T) {
	point := Named("main", "Point")
	point.Define(Struct([]Field{{Name: "X", Type: intT, Tag: `json:"x"`}, {Name: "y", Pkg: "main", Type: stringT}}))
	list := Named("main", "List")
	list.Define(Slice(point))
	build(t, point, list)
	r := point.Reflect()
	for _, c := range []struct{ got, want string }{
		{r.String(), "main.Point"}, {r.Name(), "Point"}, {r.PkgPath(), "main"}, {r.Field(1).Name, "y"}, {r.Field(1).PkgPath, "main"},
		{string(r.Field(0).Tag), `json:"x"`}, {list.Reflect().String(), "main.List"}, {list.Reflect().Elem().String(), "main.Point"},
		{fmt.Sprintf("%T", reflect.New(r).Interface()), "*main.Point"},
		{fmt.Sprintf("%+v", value(point, 1).Interface()), "{X:1 y:}"},
		{fmt.Sprintf("%#v", value(point, 1).Interface()), `main.Point{X:1, y:""}`},
		{fmt.Sprintf("%#v", reflect.MakeSlice(list.Reflect(), 1, 1).Interface()), `main.List{main.Point{X:0, y:""}}`},
		{reflect.MapOf(r, reflect.SliceOf(r)).String(), "map[main.Point][]main.Point"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if r.Field(1).IsExported() || reflect.New(r).Elem().Field(1).CanSet() {
		t.Error("y is open")
	}
}

func TestOfOneNameButDistinct(t *testing.T) {
	var types []*Type
	for range 2 {
		c := Named("main", "C")
		c.Define(intT)
		types = append(types, c)
	}
	build(t, types...)
	a, b := reflect.New(types[0].real).Elem().Interface(), reflect.New(types[1].real).Elem().Interface()
	if a == b || types[0].real == types[1].real || reflect.SliceOf(types[0].real) == reflect.SliceOf(types[1].real) {
		t.Error("types of one name are the same")
	}
	if _, ok := a.(int); ok {
		t.Error("a named type is int")
	}
	m := map[any]int{a: 1, b: 2, 0: 3}
	if len(m) != 3 || m[a] != 1 || m[b] != 2 {
		t.Error("keys", m)
	}
}

func TestRecursion(t *testing.T) {
	node, tree, fn, m, ch, ptr, st := Named("main", "Node"), Named("main", "Tree"), Named("main", "F"), Named("main", "T"), Named("main", "Ch"), Named("main", "P"), Named("main", "S")
	node.Define(Struct([]Field{{Name: "Next", Type: Pointer(node)}, {Name: "Kids", Type: Slice(node)}, {Name: "By", Type: Map(stringT, node)}, {Name: "V", Type: intT}}))
	tree.Define(Struct([]Field{{Name: "M", Type: Map(stringT, tree)}, {Name: "A", Type: Array(2, Pointer(tree))}, {Name: "F", Type: Func([]*Type{tree}, []*Type{Slice(tree)}, false)}}))
	fn.Define(Func([]*Type{fn}, []*Type{fn, errorT}, false))
	m.Define(Map(stringT, m))
	ch.Define(Chan(reflect.BothDir, ch))
	ptr.Define(Pointer(ptr))
	st.Define(Slice(st))
	build(t, node, tree, fn, m, ch, ptr, st)
	if node.real.Field(0).Type.Elem() != node.real || m.real.Elem() != m.real || fn.real.In(0) != fn.real || fn.real.Out(0) != fn.real ||
		ch.real.Elem() != ch.real || ptr.real.Elem() != ptr.real || st.real.Elem() != st.real || tree.real.Field(2).Type.In(0) != tree.real {
		t.Error("a type does not refer to itself")
	}
	a := value(node)
	b := reflect.New(node.real)
	b.Elem().Field(3).SetInt(7)
	a.Field(0).Set(b)
	a.Field(2).Set(reflect.MakeMap(a.Field(2).Type()))
	a.Field(2).SetMapIndex(reflect.ValueOf("k"), b.Elem())
	if got := fmt.Sprint(a.Field(2)); got != "map[k:{<nil> [] map[] 7}]" {
		t.Error(got)
	}
	mm := reflect.MakeMap(m.real)
	mm.SetMapIndex(reflect.ValueOf("self"), mm)
	if mm.MapIndex(reflect.ValueOf("self")).Len() != 1 {
		t.Error("map of itself")
	}
	bad := Named("main", "Bad")
	bad.Define(Struct([]Field{{Name: "B", Type: bad}}))
	if err := Build(bad); err == nil {
		t.Error("a struct that contains itself is made")
	}
	if err := Build(Named("main", "Undefined")); err == nil {
		t.Error("an undefined type is made")
	}
}

func TestMethods(t *testing.T) {
	c := Named("main", "Counter")
	c.Define(Struct([]Field{{Name: "N", Type: intT}, {Name: "S", Type: stringT}}),
		Method{Name: "Add", Pointer: true, Sig: sig([]*Type{intT}, intT)},
		Method{Name: "String", Sig: sig(nil, stringT)},
		Method{Name: "Join", Sig: Func([]*Type{stringT, Slice(intT)}, []*Type{stringT}, true)},
		Method{Name: "hidden", Pkg: "main", Sig: sig(nil)})
	build(t, c)
	add := func(by int) {
		bind(t, c, "Add", func(a []reflect.Value) []reflect.Value {
			n := a[0].Elem().Field(0)
			n.SetInt(n.Int() + a[1].Int()*int64(by))
			return one(int(n.Int()))
		})
	}
	add(1)
	bind(t, c, "Join", func(a []reflect.Value) []reflect.Value {
		return one(fmt.Sprint(a[0].Field(0).Int(), a[1].String(), a[2].Interface()))
	})
	v := value(c, 5, "x")
	x, p := v.Interface(), v.Addr().Interface()
	func() {
		defer func() {
			if r := recover(); r == nil {
				t.Error("a method without a body ran")
			}
		}()
		_ = x.(fmt.Stringer).String()
	}()
	bind(t, c, "String", func(a []reflect.Value) []reflect.Value { return one(fmt.Sprint("#", a[0].Field(0).Int())) })
	if _, ok := x.(interface{ Add(int) int }); ok {
		t.Error("a value has the method of the pointer")
	}
	if got := p.(interface{ Add(int) int }).Add(2); got != 7 || v.Field(0).Int() != 7 {
		t.Error("Add", got)
	}
	add(10) // bound again
	if got := p.(interface{ Add(int) int }).Add(2); got != 27 {
		t.Error("Add", got)
	}
	if got := x.(interface{ Join(string, ...int) string }).Join("a", 1, 2); got != "5a[1 2]" {
		t.Error("Join", got)
	}
	if got := fmt.Sprint(p, v, []any{v.Interface()}); got != "#27 #27 [#27]" {
		t.Error("String", got)
	}
	// values and expressions
	if got := v.MethodByName("Join").Interface().(func(string, ...int) string)("b"); got != "27b[]" {
		t.Error(got)
	}
	m, _ := c.real.MethodByName("String")
	if got := m.Func.Call([]reflect.Value{v})[0].String(); got != "#27" || m.Type.String() != "func(main.Counter) string" {
		t.Error(got, m.Type)
	}
	pm, _ := reflect.PointerTo(c.real).MethodByName("String")
	if got := pm.Func.Call([]reflect.Value{v.Addr()})[0].String(); got != "#27" {
		t.Error(got)
	}
	if n, pn := c.real.NumMethod(), reflect.PointerTo(c.real).NumMethod(); n != 2 || pn != 3 {
		t.Error("methods", n, pn)
	}
	defer func() {
		if got := fmt.Sprint(recover()); got != "value method main.Counter.String called using nil *Counter pointer" {
			t.Error(got)
		}
	}()
	_ = reflect.Zero(reflect.PointerTo(c.real)).Interface().(fmt.Stringer).String()
}

// TestForms calls methods of types of every form, by value and by pointer.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		under *Type
		value any
		want  string
	}{
		{intT, 3, "3"}, {stringT, "s", "s"}, {Of(reflect.TypeFor[float64]()), 1.5, "1.5"}, {boolT, true, "true"}, {Of(reflect.TypeFor[complex128]()), 1i, "(0+1i)"},
		{Slice(intT), []int{1}, "[1]"}, {Array(2, intT), [2]int{1, 2}, "[1 2]"}, {Array(1, Pointer(intT)), [1]*int{}, "[<nil>]"},
		{Map(stringT, intT), map[string]int{"a": 1}, "map[a:1]"}, {sig(nil, intT), func() int { return 1 }, "func"}, {Chan(reflect.BothDir, intT), make(chan int), "chan"},
		{Struct(nil), struct{}{}, "{}"}, {Struct([]Field{{Name: "P", Type: Pointer(intT)}}), struct{ P *int }{}, "{<nil>}"},
		{Of(reflect.TypeFor[time.Duration]()), time.Second, "1000000000"}, {Of(reflect.TypeFor[struct{ A, B, C, D string }]()), struct{ A, B, C, D string }{D: "d"}, "{   d}"},
		{Array(40, intT), [40]int{39: 9}, fmt.Sprint([40]int{39: 9})},
	} {
		typ := withText(t, "Form", "String", c.under, func(v reflect.Value) string {
			switch v.Kind() {
			case reflect.Func, reflect.Chan:
				return v.Kind().String()
			case reflect.Int64:
				return fmt.Sprint(v.Int())
			}
			return fmt.Sprint(v.Convert(reflect.TypeOf(c.value)).Interface())
		})
		v := reflect.New(typ.real)
		v.Elem().Set(reflect.ValueOf(c.value).Convert(typ.real))
		if got, byPtr := fmt.Sprint(v.Elem().Interface()), fmt.Sprint(v.Interface()); got != c.want || byPtr != c.want {
			t.Errorf("%s: %s, by pointer %s, want %s", v.Elem().Kind(), got, byPtr, c.want)
		}
		m := typ.real.Method(0)
		if got := m.Func.Call([]reflect.Value{v.Elem()})[0].String(); got != c.want {
			t.Errorf("%s as a function: %s", v.Elem().Kind(), got)
		}
		if (typ.real.Comparable()) != reflect.TypeOf(c.value).Comparable() {
			t.Errorf("%s comparable: %v", v.Elem().Kind(), typ.real.Comparable())
		}
	}
}

func TestInterfaces(t *testing.T) {
	shape := Named("main", "Shape")
	sq := Named("main", "Square")
	shape.Define(Interface(Method{Name: "Area", Sig: sig(nil, intT)}, Method{Name: "Grow", Sig: sig([]*Type{intT}, shape)}, Method{Name: "same", Pkg: "main", Sig: sig([]*Type{sq}, boolT)}))
	sq.Define(Struct([]Field{{Name: "Side", Type: intT}}),
		Method{Name: "Area", Sig: sig(nil, intT)}, Method{Name: "Grow", Sig: sig([]*Type{intT}, shape)}, Method{Name: "same", Pkg: "main", Sig: sig([]*Type{sq}, boolT)})
	str := Named("main", "Str")
	str.Define(Of(reflect.TypeFor[fmt.Stringer]()))
	build(t, shape, sq, str)
	bind(t, sq, "Area", func(a []reflect.Value) []reflect.Value { n := int(a[0].Field(0).Int()); return one(n * n) })
	bind(t, sq, "Grow", func(a []reflect.Value) []reflect.Value {
		out := reflect.New(shape.real).Elem()
		out.Set(value(sq, int(a[0].Field(0).Int()+a[1].Int())))
		return []reflect.Value{out}
	})
	if !sq.real.Implements(shape.real) || shape.real.NumMethod() != 3 || shape.real.String() != "main.Shape" {
		t.Error("implements")
	}
	v := reflect.New(shape.real).Elem()
	v.Set(value(sq, 2))
	grown := v.MethodByName("Grow").Call([]reflect.Value{reflect.ValueOf(1)})[0]
	if got := grown.MethodByName("Area").Call(nil)[0].Int(); got != 9 || grown.Type() != shape.real {
		t.Error(got)
	}
	if a, ok := v.Interface().(interface{ Area() int }); !ok || a.Area() != 4 {
		t.Error("assertion to a compiled interface")
	}
	if v.Interface() != value(sq, 2).Interface() || v.Interface() == value(sq, 3).Interface() {
		t.Error("equality")
	}
	if !reflect.TypeFor[time.Duration]().Implements(str.real) || sq.real.Implements(str.real) {
		t.Error("an interface with a new name")
	}
	s := reflect.New(str.real).Elem()
	s.Set(reflect.ValueOf(time.Second))
	if got := s.Method(0).Call(nil)[0].String(); got != "1s" {
		t.Error(got)
	}
}

func TestEmbedding(t *testing.T) {
	animal := withText(t, "Animal", "Name", Struct([]Field{{Name: "N", Type: stringT}}), func(v reflect.Value) string { return v.Field(0).String() })
	group := Of(reflect.TypeFor[sync.WaitGroup]())
	_ = group
	lock := sig(nil)
	dog := Named("main", "Dog")
	dog.Define(Struct([]Field{
		{Name: "Animal", Type: animal, Embedded: true},
		{Name: "Mutex", Type: Of(reflect.TypeFor[sync.Mutex]()), Embedded: true},
		{Name: "Reader", Type: Of(reflect.TypeFor[io.Reader]()), Embedded: true},
		{Name: "inner", Pkg: "main", Type: Pointer(animal)},
	}), Method{Name: "Name", Sig: sig(nil, stringT), Path: []int{0}},
		Method{Name: "Lock", Pointer: true, Sig: lock, Path: []int{1}}, Method{Name: "Unlock", Pointer: true, Sig: lock, Path: []int{1}},
		Method{Name: "Read", Sig: sig([]*Type{bytesT}, intT, errorT), Path: []int{2}})
	anon := Struct([]Field{{Name: "Animal", Type: Pointer(animal), Embedded: true}}, Method{Name: "Name", Sig: sig(nil, stringT), Path: []int{0}})
	build(t, dog, anon)
	v := value(dog)
	v.Field(0).Field(0).SetString("rex")
	v.Field(2).Set(reflect.ValueOf(strings.NewReader("woof")))
	x := v.Addr().Interface()
	if got := x.(interface{ Name() string }).Name() + v.Interface().(interface{ Name() string }).Name(); got != "rexrex" {
		t.Error(got)
	}
	l := x.(sync.Locker)
	for _, call := range []func(){l.Lock, l.Unlock} {
		call()
	}
	if b, err := io.ReadAll(v.Interface().(io.Reader)); string(b) != "woof" || err != nil {
		t.Error(string(b), err)
	}
	if f, ok := dog.real.FieldByName("N"); !ok || !dog.real.Field(0).Anonymous || len(f.Index) != 2 {
		t.Error("promoted field")
	}
	a := reflect.New(anon.real).Elem()
	a.Field(0).Set(v.Field(0).Addr())
	if got := a.Interface().(interface{ Name() string }).Name(); got != "rex" || anon.real.String() != "struct { *main.Animal }" || anon.real.Name() != "" {
		t.Error(got, anon.real)
	}
	if b, err := json.Marshal(a.Interface()); string(b) != `{"N":"rex"}` || err != nil {
		t.Error(string(b), err)
	}
}

func TestCodecs(t *testing.T) {
	level := Named("main", "Level")
	level.Define(intT, Method{Name: "MarshalText", Sig: sig(nil, bytesT, errorT)}, Method{Name: "UnmarshalText", Pointer: true, Sig: sig([]*Type{bytesT}, errorT)})
	rec := Named("main", "Rec")
	rec.Define(Struct([]Field{{Name: "Name", Type: stringT, Tag: `json:"name" xml:"name,attr"`}, {Name: "Level", Type: level}, {Name: "Tags", Type: Slice(stringT)}, {Name: "secret", Pkg: "main", Type: intT}}))
	build(t, rec)
	noError := reflect.Zero(errorT.real)
	bind(t, level, "MarshalText", func(a []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(fmt.Appendf(nil, "L%d", a[0].Int())), noError}
	})
	bind(t, level, "UnmarshalText", func(a []reflect.Value) []reflect.Value {
		var n int64
		_, err := fmt.Sscanf(string(a[1].Bytes()), "L%d", &n)
		a[0].Elem().SetInt(n)
		if err != nil {
			return one(err)
		}
		return []reflect.Value{noError}
	})
	v := value(rec, "n")
	v.Field(1).SetInt(3)
	v.Field(2).Set(reflect.ValueOf([]string{"a", "b"}))
	for _, c := range []struct {
		name string
		enc  func(any) ([]byte, error)
		dec  func([]byte, any) error
		want string
	}{
		{"json", json.Marshal, json.Unmarshal, `{"name":"n","Level":"L3","Tags":["a","b"]}`},
		{"xml", xml.Marshal, xml.Unmarshal, `<Rec name="n"><Level>L3</Level><Tags>a</Tags><Tags>b</Tags></Rec>`},
		{"gob", func(x any) ([]byte, error) {
			var b bytes.Buffer
			err := gob.NewEncoder(&b).Encode(x)
			return b.Bytes(), err
		},
			func(b []byte, p any) error { return gob.NewDecoder(bytes.NewReader(b)).Decode(p) }, ""},
	} {
		b, err := c.enc(v.Interface())
		if err != nil || c.want != "" && string(b) != c.want {
			t.Errorf("%s: %s %v", c.name, b, err)
		}
		back := reflect.New(rec.real)
		if err := c.dec(b, back.Interface()); err != nil || !reflect.DeepEqual(back.Elem().Interface(), v.Interface()) {
			t.Errorf("%s: %+v %v", c.name, back.Elem(), err)
		}
	}
}

func TestErrors(t *testing.T) {
	e := Named("main", "NotFound")
	e.Define(Struct([]Field{{Name: "Code", Type: intT}}), Method{Name: "Error", Sig: sig(nil, stringT)}, Method{Name: "Is", Sig: sig([]*Type{errorT}, boolT)}, Method{Name: "Unwrap", Sig: sig(nil, errorT)})
	build(t, e)
	bind(t, e, "Error", func(a []reflect.Value) []reflect.Value { return one(fmt.Sprint("code ", a[0].Field(0))) })
	bind(t, e, "Is", func(a []reflect.Value) []reflect.Value { return one(a[1].Interface() == any(io.EOF)) })
	bind(t, e, "Unwrap", func(a []reflect.Value) []reflect.Value {
		out := reflect.New(errorT.real).Elem()
		out.Set(reflect.ValueOf(io.ErrClosedPipe))
		return []reflect.Value{out}
	})
	err := fmt.Errorf("wrapped: %w", value(e, 404).Interface().(error))
	target := reflect.New(e.real)
	if !errors.As(err, target.Interface()) || target.Elem().Field(0).Int() != 404 || !errors.Is(err, io.EOF) || !errors.Is(err, io.ErrClosedPipe) || errors.Is(err, io.ErrNoProgress) || err.Error() != "wrapped: code 404" {
		t.Error(err)
	}
	if !errors.Is(err, value(e, 404).Interface().(error)) {
		t.Error("a value is not itself")
	}
}

func TestSortAndHeap(t *testing.T) {
	list := Named("main", "List")
	list.Define(Slice(intT), Method{Name: "Len", Sig: sig(nil, intT)}, Method{Name: "Less", Sig: sig([]*Type{intT, intT}, boolT)}, Method{Name: "Swap", Sig: sig([]*Type{intT, intT})},
		Method{Name: "Push", Pointer: true, Sig: sig([]*Type{anyT})}, Method{Name: "Pop", Pointer: true, Sig: sig(nil, anyT)})
	build(t, list)
	bind(t, list, "Len", func(a []reflect.Value) []reflect.Value { return one(a[0].Len()) })
	bind(t, list, "Less", func(a []reflect.Value) []reflect.Value {
		return one(a[0].Index(int(a[1].Int())).Int() < a[0].Index(int(a[2].Int())).Int())
	})
	bind(t, list, "Swap", func(a []reflect.Value) []reflect.Value {
		reflect.Swapper(a[0].Interface())(int(a[1].Int()), int(a[2].Int()))
		return nil
	})
	bind(t, list, "Push", func(a []reflect.Value) []reflect.Value {
		a[0].Elem().Set(reflect.Append(a[0].Elem(), a[1].Elem()))
		return nil
	})
	bind(t, list, "Pop", func(a []reflect.Value) []reflect.Value {
		s := a[0].Elem()
		out := reflect.New(anyT.real).Elem()
		out.Set(s.Index(s.Len() - 1))
		s.SetLen(s.Len() - 1)
		return []reflect.Value{out}
	})
	v := reflect.New(list.real)
	v.Elem().Set(reflect.ValueOf([]int{3, 1, 2}).Convert(list.real))
	sort.Sort(v.Elem().Interface().(sort.Interface))
	if got := fmt.Sprint(v.Elem()); got != "[1 2 3]" {
		t.Error(got)
	}
	h := v.Interface().(heap.Interface)
	heap.Push(h, 0)
	if got := heap.Pop(h); got != 0 || h.Len() != 3 {
		t.Error(got)
	}
}

func TestHTTP(t *testing.T) {
	h := Named("main", "Handler")
	h.Define(Struct([]Field{{Name: "Text", Type: stringT}}), Method{Name: "ServeHTTP", Sig: sig([]*Type{Of(reflect.TypeFor[http.ResponseWriter]()), Of(reflect.TypeFor[*http.Request]())})})
	build(t, h)
	bind(t, h, "ServeHTTP", func(a []reflect.Value) []reflect.Value {
		_, _ = fmt.Fprint(a[1].Interface().(io.Writer), a[0].Field(0), a[2].Interface().(*http.Request).URL.Path)
		return nil
	})
	s := httptest.NewServer(value(h, "hello ").Interface().(http.Handler))
	defer s.Close()
	r, err := http.Get(s.URL + "/x")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	if b, err := io.ReadAll(r.Body); string(b) != "hello /x" || err != nil {
		t.Error(string(b), err)
	}
}

func TestTemplateAndFlag(t *testing.T) {
	p := Named("main", "Person")
	p.Define(Struct([]Field{{Name: "First", Type: stringT}, {Name: "last", Pkg: "main", Type: stringT}}), Method{Name: "Greet", Sig: sig([]*Type{stringT}, stringT)},
		Method{Name: "Set", Pointer: true, Sig: sig([]*Type{stringT}, errorT)}, Method{Name: "String", Pointer: true, Sig: sig(nil, stringT)})
	build(t, p)
	bind(t, p, "Greet", func(a []reflect.Value) []reflect.Value { return one(a[1].String() + " " + a[0].Field(0).String()) })
	bind(t, p, "Set", func(a []reflect.Value) []reflect.Value {
		a[0].Elem().Field(0).Set(a[1])
		return []reflect.Value{reflect.Zero(errorT.real)}
	})
	bind(t, p, "String", func(a []reflect.Value) []reflect.Value { return one(a[0].Elem().Field(0).String()) })
	v := value(p)
	fs := flag.NewFlagSet("x", flag.ContinueOnError)
	fs.Var(v.Addr().Interface().(flag.Value), "who", "")
	if err := fs.Parse([]string{"-who", "Ann"}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	tm := template.Must(template.New("").Parse(`{{.First}}: {{.Greet "hi"}}`))
	if err := tm.Execute(&b, v.Interface()); err != nil || b.String() != "Ann: hi Ann" {
		t.Error(b.String(), err)
	}
	if err := template.Must(template.New("").Parse(`{{.last}}`)).Execute(io.Discard, v.Interface()); err == nil {
		t.Error("an unexported field is shown")
	}
}

func TestKeysAndChannels(t *testing.T) {
	key := Named("main", "key")
	key.Define(Struct([]Field{{Name: "a", Pkg: "main", Type: intT, Open: true}, {Name: "_", Pkg: "main", Type: intT, Open: true}, {Name: "s", Pkg: "main", Type: stringT, Open: true}}))
	build(t, key)
	m := reflect.MakeMap(reflect.MapOf(key.real, intT.real))
	for i := range 100 {
		m.SetMapIndex(value(key, i, i%7, fmt.Sprint(i)), reflect.ValueOf(i))
		m.SetMapIndex(value(key, i, i%5, fmt.Sprint(i)), reflect.ValueOf(i)) // blank fields do not count
	}
	if m.Len() != 100 || m.MapIndex(value(key, 42, 0, "42")).Int() != 42 {
		t.Error(m.Len())
	}
	ch := reflect.MakeChan(reflect.ChanOf(reflect.BothDir, key.real), 1)
	ch.Send(value(key, 1, 0, "x"))
	if got, _ := ch.Recv(); got.Interface() != value(key, 1, 5, "x").Interface() {
		t.Error(got)
	}
}

func TestBind(t *testing.T) {
	c := withText(t, "C", "String", intT, func(reflect.Value) string { return "c" })
	if err := c.Bind("String", reflect.ValueOf(func(int) string { return "" })); err == nil {
		t.Error("a function of another type is bound")
	}
	if err := c.Bind("Nope", reflect.ValueOf(func() {})); err == nil {
		t.Error("a method that is not there is bound")
	}
}

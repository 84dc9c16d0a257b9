//go:build go1.26 && !go1.27 && (amd64 || arm64)

package rtype

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
)

// many makes types with pointers, maps, big arrays and methods, each of which refers to the one before it.
func many(t testing.TB, n int) []*Type {
	var out []*Type
	for i := range n {
		typ := Named("main", fmt.Sprintf("T%d", i))
		fields := []Field{
			{Name: "Next", Type: Pointer(typ)}, {Name: "I", Type: intT}, {Name: "S", Type: stringT}, {Name: "M", Type: Map(stringT, typ)}, {Name: "A", Type: anyT},
			{Name: "P", Type: Array(i%40, Pointer(intT))}, {Name: "hidden", Pkg: "main", Type: Slice(Pointer(typ)), Open: true},
		}
		if i > 0 {
			fields = append(fields, Field{Name: "Prev", Type: Map(intT, out[i-1])})
		}
		typ.Define(Struct(fields), Method{Name: "String", Sig: sig(nil, stringT)}, Method{Name: "Set", Pointer: true, Sig: sig([]*Type{stringT, Pointer(typ)}, Pointer(typ))})
		out = append(out, typ)
	}
	build(t, out...)
	for _, typ := range out {
		bind(t, typ, "String", func(a []reflect.Value) []reflect.Value {
			return one(a[0].Field(2).String() + fmt.Sprint(a[0].Field(1)))
		})
		bind(t, typ, "Set", func(a []reflect.Value) []reflect.Value {
			a[0].Elem().Field(2).Set(a[1])
			a[0].Elem().Field(0).Set(a[2])
			return []reflect.Value{a[0]}
		})
	}
	return out
}

// use makes a list of values, and looks whether all is still there.
func use(t testing.TB, typ *Type, n int) {
	head := reflect.Zero(reflect.PointerTo(typ.real))
	for i := range n {
		v := reflect.New(typ.real)
		e := v.Elem()
		e.Field(1).SetInt(int64(i))
		e.Field(3).Set(reflect.MakeMap(e.Field(3).Type()))
		e.Field(3).SetMapIndex(reflect.ValueOf(fmt.Sprint("k", i)), e)
		e.Field(4).Set(v)
		for j := range e.Field(5).Len() {
			p := new(int)
			*p = i + j
			e.Field(5).Index(j).Set(reflect.ValueOf(p))
		}
		e.Field(6).Set(reflect.Append(e.Field(6), v, head))
		head = v.MethodByName("Set").Call([]reflect.Value{reflect.ValueOf(fmt.Sprint("s", i)), head})[0]
	}
	for i := n - 1; i >= 0; i-- {
		e := head.Elem()
		text := fmt.Sprintf("s%d%d", i, i)
		if got := e.Interface().(fmt.Stringer).String(); got != text {
			t.Errorf("%s: %s, want %s", typ.real, got, text)
			return
		}
		if got := fmt.Sprint(head.Interface(), e.Field(4).Interface()); got != text+" "+text {
			t.Error(got)
		}
		for j := range e.Field(5).Len() {
			if got := e.Field(5).Index(j).Elem().Int(); got != int64(i+j) {
				t.Error("pointer", got)
			}
		}
		if e.Field(3).MapIndex(reflect.ValueOf(fmt.Sprint("k", i))).Field(1).Int() != int64(i) {
			t.Error("map")
		}
		head = e.Field(0)
	}
}

func TestCollector(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(1))
	types := many(t, 500)
	stop := make(chan struct{})
	var wg, gc sync.WaitGroup
	gc.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				runtime.GC()
			}
		}
	})
	for g := range 4 {
		wg.Go(func() {
			for i := g; i < len(types); i += 4 {
				use(t, types[i], 5)
			}
			deep(t, types[g], 200)
		})
	}
	wg.Wait()
	close(stop)
	gc.Wait()
}

// deep calls a method inside a method, so that the stack grows while a stub is on it.
func deep(t testing.TB, typ *Type, n int) {
	inner := Named("main", "Deep")
	inner.Define(Struct([]Field{{Name: "P", Type: Pointer(typ)}, {Name: "N", Type: intT}}), Method{Name: "Down", Sig: sig([]*Type{intT, stringT, Pointer(typ), anyT}, intT)})
	build(t, inner)
	bind(t, inner, "Down", func(a []reflect.Value) []reflect.Value {
		k := int(a[1].Int())
		if k == 0 {
			runtime.GC()
			return one(0)
		}
		v := reflect.New(inner.real).Elem()
		v.Field(0).Set(reflect.New(typ.real))
		r := v.MethodByName("Down").Call([]reflect.Value{reflect.ValueOf(k - 1), a[2], v.Field(0), v})
		if v.Field(0).IsNil() {
			t.Error("lost a pointer")
		}
		return one(int(r[0].Int()) + 1)
	})
	v := reflect.New(inner.real)
	if got := v.MethodByName("Down").Call([]reflect.Value{reflect.ValueOf(n), reflect.ValueOf("x"), reflect.Zero(reflect.PointerTo(typ.real)), v})[0].Int(); got != int64(n) {
		t.Error(got)
	}
}

func TestConcurrentBuild(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, typ := range many(t, 5) {
				use(t, typ, 2)
				if _, err := json.Marshal(map[string]any{"a": reflect.New(typ.real).Elem().Field(5).Interface()}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkBuild(b *testing.B) {
	if b.N > 10000 {
		b.Skip("the pool is finite")
	}
	for range b.N {
		typ := Named("main", "T")
		typ.Define(Struct([]Field{{Name: "A", Type: intT}, {Name: "next", Pkg: "main", Type: Pointer(typ)}}), Method{Name: "String", Sig: sig(nil, stringT)})
		build(b, typ)
		bind(b, typ, "String", func([]reflect.Value) []reflect.Value { return one("") })
	}
}

func BenchmarkMethod(b *testing.B) {
	typ := withText(b, "T", "String", Struct([]Field{{Name: "A", Type: intT}}), func(reflect.Value) string { return "" })
	s := reflect.New(typ.real).Interface().(fmt.Stringer)
	for b.Loop() {
		_ = s.String()
	}
}

func BenchmarkSupported(b *testing.B) {
	for range min(b.N, 1000) {
		for _, check := range []func() error{checkHeaders, checkPool, checkType} {
			if err := check(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

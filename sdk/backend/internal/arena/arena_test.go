package arena

import (
	"errors"
	"math/rand/v2"
	"testing"
)

func TestFreeNeverOverlapsAndComesBackWhole(t *testing.T) {
	const size = 1 << 16
	f := NewFree(size + 7)
	r := rand.New(rand.NewPCG(1, 2))
	owner := make([]int, size)
	live := map[int]Span{}
	for id := 1; id < 5000; id++ {
		if n := 1 + r.IntN(5000); r.IntN(3) > 0 {
			s, ok := f.Take(n)
			if !ok {
				continue
			}
			if s.Offset%64 != 0 || s.Length < n || s.end() > size {
				t.Fatalf("took %v for %d bytes of %d", s, n, size)
			}
			for i := s.Offset; i < s.end(); i++ {
				if owner[i] != 0 {
					t.Fatalf("byte %d belongs to two spans", i)
				}
				owner[i] = id
			}
			live[id] = s
			continue
		}
		for id, s := range live { // any
			for i := s.Offset; i < s.end(); i++ {
				owner[i] = 0
			}
			f.Give(s)
			delete(live, id)
			break
		}
	}
	if len(live) == 0 {
		t.Fatal("nothing was left to give back")
	}
	for _, s := range live {
		f.Give(s)
	}
	if s, ok := f.Take(size); !ok || s.Offset != 0 {
		t.Errorf("after giving everything back: %v %v, free %v", s, ok, f.spans)
	}
}

func TestFreeRefuses(t *testing.T) {
	f := NewFree(1024)
	for _, n := range []int{0, -1, 1025, 1<<63 - 1} {
		if s, ok := f.Take(n); ok {
			t.Errorf("took %v for %d bytes", s, n)
		}
	}
}

func TestSlice(t *testing.T) {
	mem := make([]byte, 10)
	for _, c := range []struct {
		s  Span
		ok bool
	}{
		{Span{0, 10}, true}, {Span{10, 0}, true}, {Span{3, 4}, true},
		{Span{0, 11}, false}, {Span{11, 0}, false}, {Span{-1, 2}, false}, {Span{1, -1}, false}, {Span{1<<63 - 1, 1<<63 - 1}, false},
	} {
		b, ok := c.s.Slice(mem)
		if ok != c.ok || ok && (len(b) != c.s.Length || cap(b) != c.s.Length) {
			t.Errorf("%v: %v %v", c.s, b, ok)
		}
	}
}

func TestBothMappingsSeeTheSame(t *testing.T) {
	f, a, err := Create(1 << 20)
	if errors.Is(err, ErrNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := Map(f.Fd(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	a[12345] = 7
	if b[12345] != 7 {
		t.Error("the second mapping does not see a write to the first")
	}
	if err := f.Truncate(0); err == nil {
		t.Error("the arena can be cut short under its users")
	}
	for _, m := range [][]byte{a, b} {
		if err := Unmap(m); err != nil {
			t.Error(err)
		}
	}
}

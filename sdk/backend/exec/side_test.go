package exec

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// keeper keeps matrices as bfloat16 and computes nothing.
type keeper struct{}

func (keeper) Describe() backend.Description {
	return backend.Description{Name: "keeper", Version: "1", Policies: []backend.Policy{backend.BF16}}
}
func (keeper) Float(backend.Policy) tensor.DType { return tensor.F32 }
func (keeper) Store(backend.Policy) tensor.DType { return tensor.BF16 }
func (keeper) Compute(*Node) error               { return nil }
func (keeper) Close() error                      { return nil }

// sideTest is a file of weights, a folder for side files, and no least size.
type sideTest struct {
	*testing.T
	path, dir string
}

func newSideTest(t *testing.T) sideTest {
	s := sideTest{t, filepath.Join(t.TempDir(), "w.safetensors"), filepath.Join(t.TempDir(), "cache")}
	t.Setenv(EnvCache, s.dir)
	least, most := sideLeast, sideMost
	sideLeast = 1
	t.Cleanup(func() { sideLeast, sideMost = least, most })
	return s
}

func (s sideTest) write(seed uint64) {
	s.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	tensors := map[string]*tensor.Tensor{}
	for name, shape := range map[string][]int{"a": {100, 333}, "b": {7, 3}, "c": {41}} {
		x := buffer(tensor.F32, shape)
		for i := range x.F32 {
			x.F32[i] = float32(rng.NormFloat64())
		}
		t, err := tensor.FromF32(x.F32, tensor.Sizes(shape...)...)
		if err != nil {
			s.Fatal(err)
		}
		tensors[name] = t
	}
	if err := safetensors.Write(s.path, tensors, nil); err != nil {
		s.Fatal(err)
	}
}

// load returns what a new backend makes of the file.
func (s sideTest) load() map[string][]float32 {
	s.Helper()
	be := New(keeper{}, Options{})
	defer be.Close()
	m, err := be.Load(s.Context(), backend.LoadSpec{Files: []string{s.path}})
	if err != nil {
		s.Fatal(err)
	}
	all, err := be.Fetch(s.Context(), m)
	if err != nil {
		s.Fatal(err)
	}
	out := map[string][]float32{}
	for name, t := range all {
		out[name] = t.F32()
	}
	return out
}

// truth is the file, rounded by hand.
func (s sideTest) truth() map[string][]float32 {
	s.Helper()
	f, err := safetensors.Open(s.path)
	if err != nil {
		s.Fatal(err)
	}
	defer f.Close()
	out := map[string][]float32{}
	for _, name := range f.Names() {
		t, err := f.Tensor(name)
		if err != nil {
			s.Fatal(err)
		}
		x := slices.Clone(t.F32())
		if len(t.Shape()) > 1 {
			b := make([]uint16, len(x))
			tensor.F32ToBF16(b, x)
			tensor.BF16ToF32(x, b)
		}
		out[name] = x
	}
	return out
}

func (s sideTest) right(what string) {
	s.Helper()
	have, want := s.load(), s.truth()
	for name := range want {
		if !slices.Equal(have[name], want[name]) {
			s.Errorf("%s: weight %q is wrong", what, name)
		}
	}
}

// files are the names in the folder.
func (s sideTest) files() []string {
	names, err := filepath.Glob(filepath.Join(s.dir, "*"))
	if err != nil {
		s.Fatal(err)
	}
	return names
}

func (s sideTest) only() string {
	s.Helper()
	names := s.files()
	if len(names) != 1 {
		s.Fatalf("the folder has %q, want one file", names)
	}
	return names[0]
}

func TestSideFileIsMadeOnceAndUsed(t *testing.T) {
	s := newSideTest(t)
	s.write(1)
	s.right("the first time")
	path := s.only()
	for name, want := range map[string]os.FileMode{path: 0o600, s.dir: 0o700 | os.ModeDir} {
		if st, err := os.Stat(name); err != nil || st.Mode() != want {
			t.Errorf("%s has mode %v (%v), want %v", name, st.Mode(), err, want)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s.right("the second time")
	if after, err := os.ReadFile(s.only()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the second load changed the side file (%v)", err)
	}
	// A change that no sample meets shows that the file is what is read.
	before[sideHead+20000] ^= 1
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	if have, want := s.load(), s.truth(); slices.Equal(have["a"], want["a"]) {
		t.Error("the side file was not used")
	}
}

func TestSideFileThatIsWrongIsMadeAnew(t *testing.T) {
	s := newSideTest(t)
	s.write(1)
	s.load()
	path := s.only()
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) []byte {
		b := slices.Clone(good)
		b[at] ^= 0x40
		return b
	}
	for what, b := range map[string][]byte{
		"empty": {}, "head only": good[:sideHead], "cut": good[:len(good)-1], "longer": append(slices.Clone(good), 0), "magic": flip(0), "key": flip(20),
		"size": flip(len(sideMagic) + 33), "sum": flip(len(sideMagic) + 50), "sum of the head": flip(len(sideMagic) + 90), "first page": flip(sideHead + 100),
		"last page": flip(len(good) - 1), "zeros": make([]byte, len(good)), "tail of zeros": append(slices.Clone(good[:len(good)-5000]), make([]byte, 5000)...),
	} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s.right(what)
		if now, err := os.ReadFile(s.only()); err != nil || !bytes.Equal(now, good) {
			t.Errorf("%s: the file was not made anew (%v)", what, err)
		}
	}
}

func TestSideFileOfAnotherFileIsNotUsed(t *testing.T) {
	s := newSideTest(t)
	s.write(1)
	s.right("one file")
	s.write(2)
	s.right("another of the same size")
	st, err := os.Stat(s.path)
	if err != nil {
		t.Fatal(err)
	}
	s.write(3)
	if err := os.Chtimes(s.path, st.ModTime(), st.ModTime()); err != nil {
		t.Fatal(err)
	}
	s.right("another of the same size and time")
	if n := len(s.files()); n != 3 {
		t.Errorf("%d side files, want 3", n)
	}
}

func TestSideFileWithoutAFolder(t *testing.T) {
	s := newSideTest(t)
	s.write(1)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"off", file, filepath.Join(file, "below"), closed, filepath.Join(closed, "below")} {
		t.Setenv(EnvCache, dir)
		s.right("with " + dir)
	}
	t.Setenv(EnvCache, s.dir)
	sideMost = 100
	s.right("with a bound below the file")
	if n := s.files(); len(n) > 0 {
		t.Errorf("files %q, want none", n)
	}
}

// A disk that fills up, or a build that is given up, leaves nothing behind.
func TestSideFileThatCannotBeFinished(t *testing.T) {
	dir := t.TempDir()
	f := sideFile{dir: dir, size: 100000}
	if err := f.build(func(w io.WriterAt) error { _, _ = w.WriteAt(make([]byte, 5000), sideHead); return io.ErrShortWrite }); err == nil {
		t.Error("built in spite of an error")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSideFilesOfManyAtOnce(t *testing.T) {
	s := newSideTest(t)
	s.write(1)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { s.right("at once") })
	}
	wg.Wait()
	s.only()
}

func TestSideFolderIsBounded(t *testing.T) {
	s := newSideTest(t)
	s.write(1)
	s.load()
	first := s.only()
	st, err := os.Stat(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "other"), make([]byte, 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(s.dir, sideTemp+"1")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	for _, name := range []string{first, left} {
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	sideMost = 2*st.Size() + 10
	s.write(2)
	s.load()
	if _, err := os.Stat(first); err != nil {
		t.Error("a file that there is room for was removed")
	}
	s.write(3)
	s.right("a third")
	if _, err := os.Stat(first); err == nil {
		t.Error("the file that was not used for longest is still there")
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what an old build left is still there")
	}
	if n := s.files(); len(n) != 3 { // two, and the one that is none of ours
		t.Errorf("files %q, want two side files and another", n)
	}
}

func FuzzSideHead(f *testing.F) {
	s := sideFile{key: [32]byte{1, 2}, size: 12345}
	f.Add(s.head([32]byte{3}))
	f.Add([]byte{})
	f.Add([]byte(sideMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		samples, err := s.parseHead(b)
		if err == nil && !bytes.HasPrefix(b, s.head(samples)) {
			t.Errorf("accepted %x", b)
		}
	})
}

package backendtest

import (
	"os"
	"path/filepath"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor/safetensors"
)

// files: weights from safetensors are those of the file, tensors given directly come on top, and a training step never
// writes into the file.
func files(s *suite) {
	p := tinyProgram("files")
	w := tinyWeights(p)
	dir := s.TempDir()
	a, b := filepath.Join(dir, "a.safetensors"), filepath.Join(dir, "b.safetensors")
	half, rest := tensors{}, tensors{}
	for name, t := range w {
		if len(name)%2 == 0 {
			half[name] = t
		} else {
			rest[name] = t
		}
	}
	for path, t := range map[string]tensors{a: half, b: rest} {
		if err := safetensors.Write(path, t, nil); err != nil {
			s.Fatal(err)
		}
	}
	in := newPrompt(1, 4).whole()
	want := s.load(s.be, backend.F32, w, p).step(backend.Step{Inputs: in})["logits"]
	l := s.loadFiles([]string{a, b}, nil, p)
	s.same("logits with weights from two files", l.step(backend.Step{Inputs: in})["logits"], want)

	zero := floats(make([]float32, tinyWidth), tinyWidth)
	over := s.loadFiles([]string{a, b}, tensors{"hidden.w": zero}, p)
	s.same("a tensor given on top of the files", over.fetch("hidden.w")["hidden.w"], zero)

	before, err := os.ReadFile(a)
	if err != nil {
		s.Fatal(err)
	}
	train, trained := tiny.trainer("training")
	t := loaded{s, s.be, l.model, 0}
	t.program = t.compile(train)
	t.step(backend.Step{Inputs: trainingInputs(newPrompt(1, 4), 1)})
	if after, err := os.ReadFile(a); err != nil || !slices.Equal(before, after) {
		s.Errorf("a training step wrote to the weight file (%v)", err)
	}
	now := l.fetch(trained...)
	if slices.Equal(now["wte"].F32(), w["wte"].F32()) {
		s.Error("a training step did not change a weight that came from a file")
	}
	if err := s.be.Store(s.ctx(), l.model, w); err != nil {
		s.Fatal(err)
	}
	s.same("logits after weights from files were stored over", l.step(backend.Step{Inputs: in})["logits"], want)
	brokenFiles(s, a)
}

func brokenFiles(s *suite, good string) {
	data, err := os.ReadFile(good)
	if err != nil {
		s.Fatal(err)
	}
	for name, content := range map[string][]byte{"empty": {}, "cut": data[:len(data)*2/3], "noise": slices.Repeat([]byte{0xab}, 4096)} {
		path := filepath.Join(s.TempDir(), name+".safetensors")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			s.Fatal(err)
		}
		if _, err := s.be.Load(s.ctx(), backend.LoadSpec{Files: []string{path}}); err == nil {
			s.Errorf("a weight file that is %s was loaded without an error", name)
		}
	}
	_, err = s.be.Load(s.ctx(), backend.LoadSpec{Files: []string{good, good}})
	s.refused("the same tensor in two files", err, backend.ErrInvalid)
}

func (s *suite) loadFiles(paths []string, over tensors, p *program.Program) loaded {
	s.Helper()
	m, err := s.be.Load(s.ctx(), backend.LoadSpec{Files: paths, Tensors: over, Policy: backend.F32})
	if err != nil {
		s.Fatalf("load %v: %v", paths, err)
	}
	l := loaded{s, s.be, m, 0}
	l.program = l.compile(p)
	return l
}

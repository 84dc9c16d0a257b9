package sdk_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

var (
	parityDir  = flag.String("parity", "", "write what tools/parity_torch.py compares to this folder")
	paritySeed = flag.Uint64("parity-seed", 1, "seed of the random prompts and edits among it")
	parityMore = flag.Int("parity-random", 12, "how many random trials")
)

// parityGolden is what PyTorch computes for the fixed trials, a sample of each value: `make parity-golden` writes it.
const parityGolden = "testdata/parity.safetensors"

// tolerance holds for the absolute difference of every element.
const tolerance = 1e-4

// trial is one run, with what is changed in it. It travels to PyTorch as JSON, in the words of what is meant and not of the
// edits that wade makes of it.
type trial struct {
	Name   string `json:"name"`
	Family string `json:"family"` // a row of the table
	Prompt int    `json:"prompt"`
	Acts   []act  `json:"acts,omitempty"`
	Steps  int    `json:"steps,omitempty"` // tokens to generate; 0: only read
	Golden bool   `json:"golden"`

	Tokens []int32 `json:"tokens,omitempty"` // that were generated
}

// watched are the taps that are compared in a trial.
func (t trial) watched() string {
	if t.Acts == nil && t.Steps == 0 {
		return "*"
	}
	if t.Steps > 0 {
		return "logits|*.resid"
	}
	return "logits|media|*.resid|*.attn.pattern"
}

// TestParityWithPyTorch compares captures and every intervention with hooks of PyTorch on the same weights, whose results
// are kept in testdata; `make parity` compares all of them, and random ones, with PyTorch itself.
func TestParityWithPyTorch(t *testing.T) {
	trials := fixedTrials()
	if *parityDir != "" {
		trials = append(trials, randomTrials(*paritySeed, *parityMore)...)
	}
	golden, err := safetensors.Open(parityGolden)
	if err != nil {
		t.Fatal(err)
	}
	defer golden.Close()
	for _, backend := range []string{"reference", "cpu"} {
		t.Run(backend, func(t *testing.T) {
			m, err := sdk.Open(t.Context(), "pond", sdk.Backend(backend), sdk.Policy("f32"))
			if err != nil {
				t.Skipf("no such backend here (build it, and set WADE_PLUGIN_PATH): %v", err)
			}
			defer m.Close()
			prompts := parityPrompts(t)
			all := map[string]*tensor.Tensor{}
			for i := range trials {
				values, err := trials[i].run(t, m, prompts)
				if err != nil {
					t.Errorf("%s: %v", trials[i].Name, err)
					continue
				}
				if *parityDir == "" {
					compareGolden(t, golden, trials[i], values)
				}
				if *parityDir != "" {
					for tap, v := range values {
						all[trials[i].Name+"/"+tap] = v
					}
				}
			}
			if *parityDir != "" {
				writeParity(t, m, backend, prompts, trials, all)
			}
		})
	}
}

// run returns the watched taps, by name; those of a generated token come after "step k/".
func (tr *trial) run(t *testing.T, m *flamingo.Model, prompts []*prompt.Prompt) (map[string]*tensor.Tensor, error) {
	p := prompts[tr.Prompt]
	var edits []flamingo.Edit
	for i := range tr.Acts {
		es, err := tr.Acts[i].edits(t, m, prompts)
		if err != nil {
			return nil, err
		}
		edits = append(edits, es...)
	}
	m = m.With(edits...)
	steps := map[string]*flamingo.Trace{}
	if tr.Steps == 0 {
		captures := tr.watched()
		if len(p.Pictures()) == 0 {
			captures = "lm.*|gated.*|logits|media"
		}
		trace, err := m.Forward(t.Context(), p, captures)
		if err != nil {
			return nil, err
		}
		steps[""] = trace
	} else {
		a, err := m.Generate(t.Context(), p, flamingo.MaxTokens(tr.Steps), flamingo.Capture("logits", "lm.*.resid", "gated.*.resid"))
		if err != nil {
			return nil, err
		}
		tr.Tokens = nil
		for k, s := range a.Steps {
			steps[fmt.Sprintf("step %d/", k)] = s
			tr.Tokens = append(tr.Tokens, a.Tokens[k].ID)
		}
	}
	values := map[string]*tensor.Tensor{}
	for step, trace := range steps {
		for _, name := range trace.Names() {
			v, err := trace.At(name)
			if err != nil {
				return nil, err
			}
			values[step+name] = v
		}
	}
	return values, nil
}

// sampled picks the elements of a value that a golden keeps.
func sampled(data []float32) []float32 {
	k := min(len(data), 24)
	out := make([]float32, k)
	for i := range out {
		out[i] = data[i*len(data)/k]
	}
	return out
}

// compareGolden compares samples of the values that a golden names in its metadata, one after the other in one tensor.
func compareGolden(t *testing.T, golden *safetensors.File, tr trial, values map[string]*tensor.Tensor) {
	t.Helper()
	v, err := golden.Tensor(tr.Name)
	if err != nil {
		t.Errorf("%v; make parity-golden writes it", err)
		return
	}
	want, wrong := v.F32(), 0
	for name := range strings.SplitSeq(golden.Metadata()[tr.Name], ";") {
		if values[name] == nil {
			t.Fatalf("%s: there is no %s", tr.Name, name)
		}
		got := sampled(values[name].ToF32())
		if len(got) > len(want) {
			t.Fatalf("%s: %s is larger than in PyTorch", tr.Name, name)
		}
		for i, x := range want[:len(got)] {
			if d := math.Abs(float64(got[i] - x)); !(d <= tolerance) {
				if wrong++; wrong < 4 {
					t.Errorf("%s: sample %d of %s is %g, in PyTorch %g", tr.Name, i, name, got[i], x)
				}
				break
			}
		}
		want = want[len(got):]
	}
	if len(want) > 0 {
		t.Errorf("%s: PyTorch has %d more numbers", tr.Name, len(want))
	}
}

// writeParity writes trials.json, pictures.safetensors and wade-BACKEND.safetensors.
func writeParity(t *testing.T, m *flamingo.Model, backend string, prompts []*prompt.Prompt, trials []trial, values map[string]*tensor.Tensor) {
	t.Helper()
	type asked struct {
		IDs      []int32  `json:"ids"`
		Image    []int32  `json:"image"`
		Chunk    []int    `json:"chunk"`
		Role     []string `json:"role"`
		Text     []string `json:"text"`
		Kinds    []string `json:"kinds"` // of the chunks
		Pictures int      `json:"pictures"`
	}
	out := struct {
		Prompts []asked `json:"prompts"`
		Trials  []trial `json:"trials"`
		Banned  []int32 `json:"banned"`
		End     int32   `json:"end"`
	}{Trials: trials}
	id := func(name string) int32 {
		n, err := m.Tokenizer().ID(name)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	names := m.Config().Tokens
	out.Banned, out.End = []int32{id(names.Image), id(names.Begin), id(names.Pad)}, id(names.End)
	pictures := map[string]*tensor.Tensor{}
	for i, p := range prompts {
		e, err := m.Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		a := asked{IDs: e.IDs(), Image: e.Images(), Pictures: len(e.Pictures)}
		for _, tok := range e.Tokens {
			a.Chunk, a.Role, a.Text = append(a.Chunk, tok.Chunk), append(a.Role, string(tok.Role)), append(a.Text, tok.Text)
		}
		for _, c := range p.Chunks() {
			a.Kinds = append(a.Kinds, string(c.Kind))
		}
		for k, pic := range e.Pictures {
			px, err := pic.Tensor()
			if err != nil {
				t.Fatal(err)
			}
			pictures[fmt.Sprintf("%d/%d", i, k)] = px
		}
		out.Prompts = append(out.Prompts, a)
	}
	text, err := json.MarshalIndent(out, "", " ")
	if err == nil {
		err = os.MkdirAll(*parityDir, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(*parityDir, "trials.json"), text, 0o644)
	}
	if err == nil {
		err = safetensors.Write(filepath.Join(*parityDir, "pictures.safetensors"), pictures, nil)
	}
	if err == nil {
		err = safetensors.Write(filepath.Join(*parityDir, "wade-"+backend+".safetensors"), values, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

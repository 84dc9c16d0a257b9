package flamingo_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tokenize"
)

func TestOpenRefuses(t *testing.T) {
	c := tiny()
	whole := flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: weights(t, c)}
	long, err := tokenize.New(append([]string{"more"}, vocabulary...), "")
	if err != nil {
		t.Fatal(err)
	}
	other, err := tokenize.New(vocabulary[1:], "")
	if err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*flamingo.Source){
		"do not belong together":               func(s *flamingo.Source) { s.Tokenizer = long },
		`no token "<pad>"`:                     func(s *flamingo.Source) { s.Tokenizer = other },
		"no tokenizer":                         func(s *flamingo.Source) { s.Tokenizer = nil },
		"1 of 150; the first is lm.1.attn.q.w": func(s *flamingo.Source) { s.Tensors = without(s.Tensors, "lm.1.attn.q.w") },
		"lm.1.attn.q.w has shape [2 8]": func(s *flamingo.Source) {
			s.Tensors = without(s.Tensors, "lm.1.attn.q.w")
			s.Tensors["lm.1.attn.q.w"], _ = tensor.Zeros(tensor.Sizes(2, 8)...)
		},
		"vocab": func(s *flamingo.Source) { s.Config.LM.Vocab = 0 },
	} {
		s := whole
		change(&s)
		if _, err := flamingo.Open(t.Context(), s, flamingo.Shared(reference.New())); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	down := errors.New("the machine room is on fire")
	if _, err := flamingo.Open(t.Context(), whole, func(context.Context) (backend.Backend, error) { return nil, down }); !errors.Is(err, down) {
		t.Errorf("got %v, want %v", err, down)
	}
}

func without(m map[string]*tensor.Tensor, name string) map[string]*tensor.Tensor {
	out := map[string]*tensor.Tensor{}
	for n, t := range m {
		if n != name {
			out[n] = t
		}
	}
	return out
}

func TestCallsRefuse(t *testing.T) {
	m := open(t, tiny())
	ask := prompt.New().Ask(pic(1), "output :")
	long := prompt.New().Text(strings.Repeat("a ", 41))
	generate := func(m *flamingo.Model, p *prompt.Prompt, o ...flamingo.Option) error {
		_, err := m.Generate(t.Context(), p, o...)
		return err
	}
	forward := func(m *flamingo.Model, p *prompt.Prompt, taps ...string) error {
		_, err := m.Forward(t.Context(), p, taps...)
		return err
	}
	for _, c := range []struct {
		err  error
		is   error
		want string
	}{
		{generate(m, nil), nil, "prompt.New()"},
		{generate(m, prompt.New()), prompt.ErrInvalid, "empty"},
		{generate(m, long), flamingo.ErrTooLong, "42 tokens, the model reads 40"},
		{generate(m, prompt.New().Ask(noise{1, 9}, "output :")), nil, "the model takes f32 [3 8 8]"},
		{generate(m, prompt.New().Ask(pic(1), "colour :")), tokenize.ErrUnknown, "colour"},
		{generate(m, ask, flamingo.MaxTokens(0)), nil, "no room"},
		{generate(m, ask, flamingo.TopP(2)), nil, "top-p 2"},
		{generate(m, ask, flamingo.Temperature(-1)), nil, "temperature -1"},
		{generate(m, ask, flamingo.Capture("lm.9.resid")), program.ErrUnknownName, "near matches"},
		{forward(m, ask, "gated.*.attn.gait"), program.ErrUnknownName, "gated.0.attn.gate"},
		{forward(m, prompt.New().Text("a"), "vision.0.resid"), nil, "no picture"},
		{forward(m.With(flamingo.Edit{Tap: "lm.0.rest", Kind: program.EditScale, Data: []float32{0}}), ask), program.ErrUnknownName, "lm.0.resid"},
		{forward(m.With(flamingo.Edit{Tap: "lm.0.attn.pattern", Kind: program.EditScale, Data: []float32{0}}), ask), nil, "lm.0.attn.mix instead"},
		{forward(m.With(flamingo.Edit{Tap: "lm.0.resid", Kind: "double", Data: []float32{0}}), ask), nil, `unknown kind "double"`},
		{forward(m.With(flamingo.Edit{Tap: "lm.0.resid", Kind: program.EditAdd}), ask), nil, "no data"},
		{forward(m.With(flamingo.Edit{Tap: "lm.0.resid", Kind: program.EditAdd, Data: make([]float32, 5)}), ask), nil, "5 elements"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) || c.is != nil && !errors.Is(c.err, c.is) {
			t.Errorf("got %v, want %q", c.err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Generate(ctx, ask); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	if err := generate(m, ask); err != nil {
		t.Errorf("the call after a cancelled one: %v", err)
	}
}

func TestTraceKnowsItsNames(t *testing.T) {
	m := open(t, tiny())
	tr, err := m.Forward(t.Context(), twoShots(1, 2, 3), "gated.*.attn.pattern", "vision.1.resid", "media")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"gated.1.attn.pattern": "[{head 2} {token 15} {latent 3}]",
		"vision.1.resid":       "[{image 3} {patch 4} {channel 12}]",
		"media":                "[{image 3} {latent 3} {channel 12}]",
	} {
		v, err := tr.At(name)
		if err != nil {
			t.Error(err)
		} else if got := fmt.Sprint(v.Axes()); got != want {
			t.Errorf("%s has axes %s, want %s", name, got, want)
		}
	}
	if _, err := tr.At("gated.1.attn.pat"); !errors.Is(err, program.ErrUnknownName) || !strings.Contains(err.Error(), "gated.1.attn.pattern") {
		t.Errorf("got %v", err)
	}
	if len(tr.Next) != len(tr.Encoded.Tokens) || len(tr.LogP) != len(tr.Encoded.Tokens) || len(tr.Next[0]) != 5 {
		t.Errorf("%d and %d for %d tokens", len(tr.Next), len(tr.LogP), len(tr.Encoded.Tokens))
	}
}

func TestGenerateStopsAtTheContext(t *testing.T) {
	m := open(t, tiny()).With(flamingo.Edit{Tap: "logits", Kind: program.EditAdd, Data: bias(13, 100)})
	a, err := m.Generate(t.Context(), prompt.New().Text(strings.Repeat("b ", 35)), flamingo.MaxTokens(100))
	if err != nil {
		t.Fatal(err)
	}
	if a.Stopped || len(a.Tokens) != 5 || a.Text != "a a a a a" { // 36 tokens read, 40 places, the last token is not read
		t.Errorf("%d tokens, %q, stopped %t", len(a.Tokens), a.Text, a.Stopped)
	}
	if got := len(a.Encoded.Tokens); got != 41 || a.Encoded.Tokens[40].Role != prompt.RoleAnswer {
		t.Errorf("%d tokens in all", got)
	}
}

func TestAnswersShowThemselves(t *testing.T) {
	m := open(t, tiny())
	a := generate(t, m.With(flamingo.GateScale(0.5, 1)), twoShots(1, 2, 3))
	for _, want := range []string{"<img alt=", "data:image/png;base64,", "output :", a.Tokens[0].Text, "gated.1.*.gate"} {
		if !strings.Contains(a.HTML(), want) {
			t.Errorf("HTML lacks %q", want)
		}
	}
	for _, want := range []string{a.Text, "gated.1.*.gate by 0.5"} {
		if !strings.Contains(a.String(), want) {
			t.Errorf("%q lacks %q", a, want)
		}
	}
	for _, want := range []string{"tiny", "reference", "f32", "learned positions"} {
		if !strings.Contains(m.String(), want) || !strings.Contains(m.HTML(), want) {
			t.Errorf("%s lacks %q", m, want)
		}
	}
}

func TestSeveralAtOnce(t *testing.T) {
	m := open(t, tiny())
	want := generate(t, m, twoShots(1, 2, 3)).Text
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			a, err := m.With(flamingo.GateScale(float32(i%2))).Generate(t.Context(), twoShots(1, 2, 3), flamingo.MaxTokens(8))
			if err != nil {
				t.Error(err)
			} else if i%2 == 1 && a.Text != want {
				t.Errorf("%q beside others, %q alone", a.Text, want)
			}
		})
	}
	group.Wait()
}

// mortal is a backend that ends like a killed process when told.
type mortal struct {
	backend.Backend
	dead atomic.Bool
}

func (b *mortal) Step(ctx context.Context, p backend.Program, s backend.Step) (*backend.Result, error) {
	if b.dead.Load() {
		return nil, fmt.Errorf("host: %w: killed", backend.ErrDied)
	}
	return b.Backend.Step(ctx, p, s)
}

func (b *mortal) Run(ctx context.Context, p backend.Program, r backend.Run) (*backend.RunResult, error) {
	if b.dead.Load() {
		return nil, fmt.Errorf("host: %w: killed", backend.ErrDied)
	}
	return b.Backend.Run(ctx, p, r)
}

func TestADeadBackendIsReplaced(t *testing.T) {
	c := tiny()
	var lives []*mortal
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: weights(t, c)}, func(context.Context) (backend.Backend, error) {
		b := &mortal{Backend: reference.New()}
		lives = append(lives, b)
		return b, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	before := generate(t, m, twoShots(1, 2, 3))
	lives[0].dead.Store(true)
	_, err = m.Generate(t.Context(), twoShots(1, 2, 3))
	if !errors.Is(err, backend.ErrDied) || !strings.Contains(err.Error(), "the next call starts the backend") {
		t.Errorf("got %v", err)
	}
	if after := generate(t, m, twoShots(1, 2, 3)); after.Text != before.Text || len(lives) != 2 {
		t.Errorf("%q before, %q after, %d backends", before.Text, after.Text, len(lives))
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	if _, err := m.Generate(t.Context(), twoShots(1, 2, 3)); !errors.Is(err, backend.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// counted is a backend that counts the models in it.
type counted struct {
	backend.Backend
	models atomic.Int32
}

func (b *counted) Load(ctx context.Context, s backend.LoadSpec) (backend.Model, error) {
	b.models.Add(1)
	return b.Backend.Load(ctx, s)
}

func (b *counted) Unload(ctx context.Context, m backend.Model) error {
	b.models.Add(-1)
	return b.Backend.Unload(ctx, m)
}

func TestAForgottenModelIsUnloaded(t *testing.T) {
	be := &counted{Backend: reference.New()}
	defer be.Close()
	c := tiny()
	source := flamingo.Source{Config: c, Tokenizer: tokenizer(t), Tensors: weights(t, c)}
	for range 3 {
		m, err := flamingo.Open(t.Context(), source, flamingo.Shared(be))
		if err != nil {
			t.Fatal(err)
		}
		generate(t, m, twoShots(1, 2, 3))
	}
	for range 200 {
		if runtime.GC(); be.models.Load() == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d models are still loaded", be.models.Load())
}

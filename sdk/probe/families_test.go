package probe_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/internal/zoo"
	"wade/sdk/pond"
	"wade/sdk/probe"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// ofFamily is a small model of a family with pond's vocabulary, whose random gates stand open.
func ofFamily(t testing.TB, c flamingo.Config) *flamingo.Model {
	t.Helper()
	c.LM.Vocab, c.LM.Context, c.Tokens = len(pond.Vocabulary()), 80, flamingo.Pond().Tokens
	c.ViT.Image, c.ViT.Patch = 12, 4
	w, err := c.Init(5)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range c.Weights() {
		for i, x := range w[s.Name].F32() {
			w[s.Name].F32()[i] = x + 0.1*float32(r.NormFloat64())
		}
	}
	return opened(t, c, w)
}

// family is a model with what is asked of it.
type family struct {
	rough      bool // too steep for numbers of a path to add up
	m          *flamingo.Model
	c          flamingo.Config
	p, corrupt *prompt.Prompt
	target     flamingo.Target
}

func is(what string, got, want, tolerance float64) error {
	if math.Abs(got-want) <= tolerance {
		return nil
	}
	return fmt.Errorf("%s is %v, want %v", what, got, want)
}

// contributed is the length of gate · attention · value · W_O for latent 1 in a map, the long way.
func contributed(ctx context.Context, f family, m probe.AttentionMap) (float64, error) {
	at := fmt.Sprintf("gated.%d.attn.", m.Layer)
	t, err := f.m.Forward(ctx, f.p, at+"*")
	if err != nil {
		return 0, err
	}
	w, err := f.m.Fetch(ctx, at+"out.w")
	if err != nil {
		return 0, err
	}
	var v [2][]float32
	for i, part := range []string{"v", "gate"} {
		x, err := t.At(at + part)
		if err != nil {
			return 0, err
		}
		v[i] = x.ToF32()
	}
	width, inner, sum := f.c.Gated.HeadWidth, f.c.Gated.Heads*f.c.Gated.HeadWidth, 0.0
	for row := range f.c.LM.Width {
		x := 0.0
		for k := range width {
			x += float64(w[at+"out.w"].ToF32()[row*inner+m.Head*width+k]) * float64(v[0][(m.Image*f.c.Latents()+1)*inner+m.Head*width+k])
		}
		x *= float64(v[1][row%len(v[1])])
		sum += x * x
	}
	return m.Latents[1] * math.Sqrt(sum), nil
}

// instruments are every probe, each with a law that holds for random weights.
var instruments = map[string]func(ctx context.Context, f family) error{
	"Gates": func(ctx context.Context, f family) error {
		b, err := probe.Gates(ctx, f.m, f.p)
		if err != nil {
			return err
		}
		for _, g := range b.Gates {
			if !(g.Share > 0) || !(g.Value != 0) || math.Abs(g.Cosine) > 1 {
				return fmt.Errorf("%+v", g)
			}
		}
		return is("number of gates", float64(len(b.Gates)), float64(2*len(f.c.GatedLayers())), 0)
	},
	"GateEffects": func(ctx context.Context, f family) error {
		b, err := probe.GateEffects(ctx, f.m, f.p, f.target)
		if err != nil {
			return err
		}
		if f.rough {
			return nil
		}
		return is("gap of the paths", b.Gap(), 0, 0.02*(1+math.Abs(b.Open-b.Closed)))
	},
	"Direct": func(ctx context.Context, f family) error {
		b, err := probe.Direct(ctx, f.m, f.p, f.target)
		if err != nil {
			return err
		}
		lead, err := f.m.Measure(ctx, []flamingo.Run{{Prompt: f.p}}, f.target)
		if err != nil {
			return err
		}
		sum := 0.0
		for _, p := range b.Parts {
			sum += p.Value
			if p.Kind == "edits" {
				return fmt.Errorf("parts are missing: %+v", b.Parts)
			}
		}
		return is("sum of the parts", sum, lead[0], 1e-3*(1+math.Abs(lead[0])))
	},
	"Lens": func(ctx context.Context, f family) error {
		g, err := probe.Lens(ctx, f.m, f.p.Reply("red"))
		if err != nil {
			return err
		}
		t, err := f.m.Forward(ctx, f.p.Reply("red"))
		if err != nil {
			return err
		}
		last, column := g.Cells[len(g.Cells)-1], len(g.Columns)-1
		return is("the last place", last[column].LogP, float64(t.LogP[g.Columns[column].Position+1]), 1e-4)
	},
	"Attention": func(ctx context.Context, f family) error {
		a, err := probe.Attention(ctx, f.m, f.p, prompt.InQuery(), f.corrupt.Pictures()[2])
		if err != nil {
			return err
		}
		for _, m := range a.Maps {
			sum := total(m.Latents)
			if f.c.Gated.All { // over the three pictures
				for _, other := range a.Maps {
					if other.Layer == m.Layer && other.Head == m.Head && other.Image != m.Image {
						sum += total(other.Latents)
					}
				}
			}
			if err := is("sum over latents", sum, 1, 1e-4); err != nil || len(m.Patches) != f.c.ViT.Patches() || total(m.Patches) > 1+1e-4 {
				return fmt.Errorf("%w, patches %v", err, m.Patches)
			}
		}
		if want, err := contributed(ctx, f, a.Maps[0]); err != nil || math.Abs(a.Maps[0].Contribution[1]-want) > 1e-5*want {
			return fmt.Errorf("latent 1 contributes %v, want %v, error %w", a.Maps[0].Contribution[1], want, err)
		}
		return is("gap of contributions", a.Gap, 0, 1e-4)
	},
	"TextAttention": func(ctx context.Context, f family) error {
		a, err := probe.TextAttention(ctx, f.m, f.p)
		if err != nil {
			return err
		}
		mean := a.Mean()
		return is("sum of a row", total(mean[len(mean)-1]), 1, 1e-4)
	},
	"Rollout": func(ctx context.Context, f family) error {
		r, err := probe.Rollout(ctx, f.m, f.p)
		if err != nil {
			return err
		}
		deep, err := r.ThroughVision(ctx)
		if err != nil {
			return err
		}
		for k, v := range []*probe.RolloutMaps{r, deep} {
			least := 1.0
			if f.c.ViT.Class && (k == 1 || !f.c.ViT.DropClass) { // a share is that of the class token
				least = 0.05
			}
			if f.c.Resampler.Layers == 0 {
				least = 0 // the class token is among what is read, and comes from itself alone
			}
			for j, row := range v.Patches[2] {
				if s := total(row) + total(v.Self[2][j]); len(row) != f.c.ViT.Patches() || s > 1+1e-4 || s < least-1e-4 {
					return fmt.Errorf("latent %d: %d patches, the row sums to %v", j, len(row), s)
				}
			}
		}
		return is("number of latents", float64(len(r.Patches[0])), float64(f.c.Latents()), 0)
	},
	"Atlas": func(ctx context.Context, f family) error {
		a, err := probe.Atlas(ctx, f.m, []*prompt.Prompt{f.p, f.corrupt}, []string{"red", "blue"})
		if err != nil {
			return err
		}
		sum := 0.0
		for _, l := range a.Latents {
			sum += l.Attention
		}
		return is("attention", sum, 1, 1e-4)
	},
	"IntegratedGradients": func(ctx context.Context, f family) error {
		for _, over := range []string{"pixels", "media", "lm.embed"} {
			nodes := 48
			if f.rough {
				nodes = 4
			}
			a, err := probe.IntegratedGradients(ctx, f.m, f.p, f.target, probe.MapOptions{Over: over, Nodes: nodes, Random: -1})
			if err != nil || f.rough {
				return err
			}
			if err := is(over+": gap", a.Gap, 0, 0.1*(1+math.Abs(a.Value-a.Base))); err != nil {
				return err
			}
		}
		return nil
	},
	"Occlusion": func(ctx context.Context, f family) error {
		a, err := probe.Occlusion(ctx, f.m, f.p, f.target, probe.MapOptions{Random: 2})
		if err != nil {
			return err
		}
		values := make([][][]float64, len(a.Maps))
		for i, m := range a.Maps {
			values[i] = m.Values
		}
		c, err := probe.CheckMap(ctx, f.m, f.p, f.target, values, probe.MapOptions{Random: 2})
		if err != nil {
			return err
		}
		return is("insertion", c.InsertionScore, a.Check.InsertionScore, 1e-9)
	},
	"Patching": func(ctx context.Context, f family) error {
		m, err := probe.Patching(ctx, f.m, f.p, f.corrupt, f.target, probe.PatchOptions{Taps: []string{"lm.*.resid", "gated.*.attn.mix"}})
		if err != nil {
			return err
		}
		for i, s := range m.Sites {
			if last := len(m.Positions) - 1; s.Tap == fmt.Sprintf("lm.%d.resid", f.c.LM.Layers-1) {
				return is("what the end of the stream carries", m.Scores[i][last], 1, 1e-3)
			}
		}
		return fmt.Errorf("no end of the stream among %v", m.Sites)
	},
	"AttributionPatching": func(ctx context.Context, f family) error {
		m, err := probe.AttributionPatching(ctx, f.m, f.p, f.corrupt, f.target, probe.PatchOptions{Sample: 4})
		if err != nil {
			return err
		}
		return is("sites held against patching", float64(len(m.Sample)), 4, 0)
	},
	"PathPatching": func(ctx context.Context, f family) error {
		tap := fmt.Sprintf("gated.%d.attn.out", f.c.GatedLayers()[0])
		m, err := probe.PathPatching(ctx, f.m, f.p, f.corrupt, f.target, "", probe.PatchOptions{Taps: []string{tap}})
		if err != nil {
			return err
		}
		return is("sites", float64(len(m.Sites)), 1, 0)
	},
	"Evidence": func(ctx context.Context, f family) error {
		e, err := probe.Evidence(ctx, f.m, f.p.Reply("red"))
		if err != nil {
			return err
		}
		last := e.Tokens[len(e.Tokens)-2]
		return is("log p", last.LogP, last.Blind.LogP+last.Blind.Delta, 1e-6)
	},
	"Dial": func(ctx context.Context, f family) error {
		d, err := probe.Dial(ctx, f.m, f.p)
		if err != nil {
			return err
		}
		return is("turns", float64(len(d.Turns)), 21, 0)
	},
	"Flip": func(ctx context.Context, f family) error {
		_, err := probe.Flip(ctx, f.m, []*prompt.Prompt{f.p, f.corrupt}, []string{"red", "blue"}, probe.FlipOptions{Fractions: []float64{0, 1}, Seeds: 1})
		return err
	},
	"Ledger": func(ctx context.Context, f family) error {
		l, err := probe.Ledger(ctx, f.m, f.p, "red", probe.LedgerOptions{Picture: probe.Mean, Shapley: true})
		if err != nil {
			return err
		}
		return is("sum of Shapley values", l.Shots[0].Shapley+l.Shots[1].Shapley, l.LogP-l.Bare, 1e-3)
	},
	"Positions": func(ctx context.Context, f family) error {
		b, err := probe.Positions(ctx, f.m, []*prompt.Prompt{f.p, f.corrupt}, []string{"red", "blue"})
		if err != nil {
			return err
		}
		return is("shares", b.Places[0].Share+b.Places[1].Share, 1, 1e-5)
	},
	"Copying": func(ctx context.Context, f family) error {
		_, err := probe.Copying(ctx, f.m, []*prompt.Prompt{f.p, f.corrupt})
		return err
	},
	"Quadrants": func(ctx context.Context, f family) error {
		q, err := probe.Quadrants(ctx, f.m, []*prompt.Prompt{f.p.Reply("red")}, "red")
		if err != nil {
			return err
		}
		return is("words", float64(len(q.Words)), 1, 0)
	},
	"Induction": func(ctx context.Context, f family) error {
		h, err := probe.Induction(ctx, f.m, probe.InductionOptions{Words: 6, Draws: 1})
		if err != nil {
			return err
		}
		return is("heads", float64(len(h.Heads)), float64(f.c.LM.Layers*f.c.LM.Heads), 0)
	},
	"captures and estimates": func(ctx context.Context, f family) error {
		t, err := f.m.Forward(ctx, f.p, "*")
		if err != nil {
			return err
		}
		sizes, err := f.m.Estimate(f.p, "*")
		if err != nil {
			return err
		}
		n := 0
		for _, name := range t.Names() {
			v, err := t.At(name)
			if err != nil {
				return err
			}
			if n += 4 * v.Len(); slices.ContainsFunc(v.ToF32(), func(x float32) bool { return x != x }) {
				return fmt.Errorf("%s has NaN", name)
			}
		}
		if len(t.Names()) != len(f.m.Taps()) {
			return fmt.Errorf("%d of %d taps were captured", len(t.Names()), len(f.m.Taps()))
		}
		again, err := t.Replay(ctx)
		if err != nil || !slices.Equal(again.LogP, t.LogP) {
			return fmt.Errorf("run again it gives %v, error %w", again, err)
		}
		return is("bytes", float64(n), float64(sizes.Total()), 0)
	},
	"heads and edits": func(ctx context.Context, f family) error {
		l := f.c.GatedLayers()[0]
		t, err := f.m.Forward(ctx, f.p, "*.attn.q|*.attn.q.norm|*.attn.mix|*.attn.pattern")
		if err != nil {
			return err
		}
		for _, name := range t.Names() {
			if _, err := t.Head(name, 1); err != nil {
				return err
			}
		}
		blind := []flamingo.Edit{
			flamingo.Zero(fmt.Sprintf("gated.%d.attn.mix", l), prompt.InQuery()).Head(f.c, 1), flamingo.BlockLatents(prompt.InQuery(), []int{0}),
			flamingo.Block(prompt.InQuery(), prompt.InShot(0)), flamingo.GateScale(0.5), f.c.CloseFrom(f.c.LM.Layers - 1),
		}
		if last := f.c.GatedLayers(); last[len(last)-1] != f.c.LM.Layers-1 {
			blind = blind[:4]
		}
		one, err := f.m.With(blind...).Measure(ctx, []flamingo.Run{{Prompt: f.p}}, f.target)
		if err != nil {
			return err
		}
		runs, err := f.m.Measure(ctx, []flamingo.Run{{Prompt: f.p}, {Prompt: f.p, Edits: blind}}, f.target)
		if err != nil || runs[0] == runs[1] {
			return fmt.Errorf("edits change nothing, error %w", err)
		}
		return is("edits of a run", runs[1], one[0], 1e-4)
	},
	"answers": func(ctx context.Context, f family) error {
		all, err := f.m.GenerateAll(ctx, []*prompt.Prompt{f.p, f.corrupt}, flamingo.MaxTokens(5), flamingo.Capture("lm.0.resid"))
		if err != nil {
			return err
		}
		one, err := f.m.Generate(ctx, f.corrupt, flamingo.MaxTokens(5))
		if err != nil || one.Text != all[1].Text {
			return fmt.Errorf("alone %q, together %q, error %w", one, all[1], err)
		}
		v, err := all[0].At("lm.0.resid")
		if err != nil {
			return err
		}
		if !strings.Contains(all[0].HTML(), "<img") {
			return fmt.Errorf("an answer shows no picture")
		}
		return is("rows", float64(v.Shape()[0]), float64(len(all[0].Encoded.Tokens)-1), 0)
	},
}

// squares is a picture of random squares, of no size that a model has.
type squares uint64

func (s squares) Tensor() (*tensor.Tensor, error) {
	const w, h = 40, 28
	r := rand.New(rand.NewPCG(uint64(s), 3))
	data := make([]float32, 3*w*h)
	for c := range 3 {
		var light [4]float32
		for i := range light {
			light[i] = r.Float32()
		}
		for i := range w * h {
			data[c*w*h+i] = light[i/w*2/h*2+i%w*2/w]
		}
	}
	return tensor.FromF32(data, tensor.Axis{Name: "channel", Size: 3}, tensor.Axis{Name: "height", Size: h}, tensor.Axis{Name: "width", Size: w})
}

// Every instrument works on checkpoints as they are published, with their tokenizers: the small ones of package family.
func TestInstrumentsOnPublishedCheckpoints(t *testing.T) {
	for _, name := range []string{"mpt1b", "idefics-instruct"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := zoo.Unpack(t, filepath.Join("..", "family", "testdata", name+".zip"))
			m, err := sdk.Open(t.Context(), dir, sdk.Backend("reference"), sdk.Policy("f32"))
			if err != nil {
				t.Fatal(err)
			}
			defer m.Close()
			p := shots(squares(1), squares(2), squares(3))
			corrupt := shots(squares(1), squares(2), squares(4))
			f := family{true, m, m.Config(), p, corrupt, flamingo.Target{Answer: "red", Against: "blue"}}
			for _, what := range slices.Sorted(maps.Keys(instruments)) {
				if err := instruments[what](t.Context(), f); err != nil {
					t.Errorf("%s: %v", what, err)
				}
			}
		})
	}
}

// Every instrument works on every family of models.
func TestInstrumentsOnFamilies(t *testing.T) {
	p, corrupt := shots(dots(1), dots(2), dots(3)), shots(dots(1), dots(2), dots(4))
	for name, c := range zoo.Families(0) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := ofFamily(t, c)
			f := family{false, m, m.Config(), p, corrupt, flamingo.Target{Answer: "red", Against: "blue"}}
			for _, what := range slices.Sorted(maps.Keys(instruments)) {
				if err := instruments[what](t.Context(), f); err != nil {
					t.Errorf("%s: %v", what, err)
				}
			}
		})
	}
}

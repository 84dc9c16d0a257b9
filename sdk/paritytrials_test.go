package sdk_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// act is an intervention by what it means. Where and Keys select tokens: "all", or some of "shot:0", "query", "sees:1",
// "at:3,-1", "role:answer", "word:red", "chunk:0" joined by & (all of them).
type act struct {
	Op     string    `json:"op"`
	Tap    string    `json:"tap,omitempty"`
	Where  string    `json:"where,omitempty"`
	Keys   string    `json:"keys,omitempty"` // block: what is not to be seen
	Rows   []int     `json:"rows,omitempty"` // of taps without tokens
	Layers []int     `json:"layers,omitempty"`
	Branch string    `json:"branch,omitempty"` // attn or ffw
	Head   *int      `json:"head,omitempty"`
	By     float32   `json:"by,omitempty"`
	Data   []float32 `json:"data,omitempty"`
	From   []int     `json:"from,omitempty"`  // prompts that values come from
	Drawn  []float32 `json:"drawn,omitempty"` // resample: the rows that were drawn
}

// place turns the words for tokens into those of package prompt.
func place(words string) (prompt.Where, error) {
	var all prompt.Where
	for i, w := range strings.Split(words, "&") {
		kind, rest, _ := strings.Cut(w, ":")
		var at []int
		for _, s := range strings.Split(rest, ",") {
			if n, err := strconv.Atoi(s); err == nil {
				at = append(at, n)
			}
		}
		var one prompt.Where
		switch kind {
		case "", "all":
			return all, nil
		case "at":
			one = prompt.At(at...)
		case "shot":
			one = prompt.InShot(at[0])
		case "chunk":
			one = prompt.InChunk(at[0])
		case "query":
			one = prompt.InQuery()
		case "sees":
			one = prompt.Seeing(at[0])
		case "role":
			one = prompt.OfRole(prompt.Role(rest))
		case "word":
			one = prompt.Word(rest)
		default:
			return all, fmt.Errorf("no place %q", w)
		}
		if i > 0 {
			one = all.And(one)
		}
		all = one
	}
	return all, nil
}

// edits says it in wade's words.
func (a *act) edits(t *testing.T, m *flamingo.Model, prompts []*prompt.Prompt) ([]flamingo.Edit, error) {
	where, err := place(a.Where)
	if err != nil {
		return nil, err
	}
	var from []*flamingo.Trace
	for _, i := range a.From {
		trace, err := m.Forward(t.Context(), prompts[i], a.Tap)
		if err != nil {
			return nil, err
		}
		from = append(from, trace)
	}
	var e flamingo.Edit
	switch a.Op {
	case "gate-scale":
		e = flamingo.GateScale(a.By, a.Layers...)
	case "gate-set":
		e = flamingo.GateSet(a.By, a.Layers...)
	case "close":
		e = flamingo.Close(where, a.Layers...)
	case "close-from":
		e = m.Config().CloseFrom(a.Layers[0])
	case "replace":
		e = flamingo.Replace(a.Tap, where, a.Data...)
	case "add":
		e = flamingo.Add(a.Tap, where, a.Data...)
	case "scale":
		e = flamingo.Scale(a.Tap, where, a.Data...)
	case "zero":
		e = flamingo.Zero(a.Tap, where)
	case "mean":
		e, err = flamingo.MeanAblate(a.Tap, from, where)
	case "resample":
		var at []int
		if at, err = from[0].Positions(where); err == nil {
			e, err = flamingo.Resample(a.Tap, from[0], at, 3)
		}
		a.Drawn = e.Data
	case "patch":
		e, err = flamingo.Patch(a.Tap, from[0], where)
	case "steer":
		var v *tensor.Tensor
		if v, err = tensor.FromF32(a.Data); err == nil {
			e, err = flamingo.Steer(a.Tap, v, a.By, where)
		}
	case "block":
		var keys prompt.Where
		if keys, err = place(a.Keys); err == nil {
			e = flamingo.Block(where, keys, a.Layers...)
		}
	case "block-latents":
		e = flamingo.BlockLatents(where, a.Rows, a.Layers...)
	default:
		err = fmt.Errorf("no act %q", a.Op)
	}
	if a.Branch != "" {
		e = e.Branch(a.Branch)
	}
	if a.Head != nil {
		e = e.Head(m.Config(), *a.Head)
	}
	if a.Rows != nil && a.Op != "block-latents" {
		e.Rows = a.Rows
	}
	return []flamingo.Edit{e}, err
}

// Prompts of the fixed trials; random ones follow them.
const (
	twoColours   = iota // two shots and a question, three pictures
	otherColours        // the same words with other pictures and answers
	mixed               // text, a shot without a picture, one with, a question
	textOnly            // no picture at all
	fiveShots           // more tokens than a small tile of a kernel
	fixedPrompts
)

func parityPrompts(t *testing.T) []*prompt.Prompt {
	t.Helper()
	draw := func(desc string) prompt.Picture { return pond.DrawSeed(desc, 5) }
	all := []*prompt.Prompt{
		prompt.New().Shot(draw("large red circle on the left"), "output :", "red").Shot(draw("small blue star on the top"), "output :", "blue").Ask(draw("small green ring on the right"), "output :"),
		prompt.New().Shot(draw("small yellow square on the top"), "output :", "yellow").Shot(draw("large green circle on the right"), "output :", "green").Ask(draw("large red star on the left"), "output :"),
		prompt.New().Text("a red circle .").Shot(nil, "output :", "green").Shot(draw("large red circle on the left"), "output :", "circle").Ask(draw("small blue star on the top"), "output :"),
		prompt.New().Shot(nil, "output :", "red").Ask(nil, "output :"),
		episode(t, "shape", 5, 3),
	}
	r := rand.New(rand.NewPCG(*paritySeed, 1))
	for range *parityMore {
		all = append(all, randomPrompt(t, r))
	}
	return all
}

func episode(t *testing.T, task string, shots int, seed uint64) *prompt.Prompt {
	t.Helper()
	e, err := pond.NewEpisode(task, shots, seed)
	if err != nil {
		t.Fatal(err)
	}
	return e.Prompt()
}

// randomPrompt joins chunks of several tasks, some of them without their picture or with that of the chunk before.
func randomPrompt(t *testing.T, r *rand.Rand) *prompt.Prompt {
	t.Helper()
	p := prompt.New()
	var before prompt.Picture
	for range r.IntN(5) {
		e, err := pond.NewEpisode(pond.Tasks()[r.IntN(len(pond.Tasks()))], 1, r.Uint64())
		if err != nil {
			t.Fatal(err)
		}
		s := e.Shots[0]
		switch r.IntN(6) {
		case 0:
			p = p.Text(s.Prompt + " " + s.Answer)
		case 1:
			p = p.Shot(nil, s.Prompt, s.Answer)
		case 2:
			p = p.Shot(before, s.Prompt, s.Answer)
		default:
			p, before = p.Shot(s.Picture, s.Prompt, s.Answer), s.Picture
		}
	}
	e, err := pond.NewEpisode(pond.Tasks()[r.IntN(len(pond.Tasks()))], 0, r.Uint64())
	if err != nil {
		t.Fatal(err)
	}
	if r.IntN(6) == 0 {
		return p.Ask(nil, e.Query.Prompt)
	}
	return p.Ask(e.Query.Picture, e.Query.Prompt)
}

// ramp is a row of n small numbers that differ.
func ramp(n int, by float32) []float32 {
	row := make([]float32, n)
	for i := range row {
		row[i] = by * (float32(i%7) - 3)
	}
	return row
}

// fixedTrials are every kind of capture and intervention on the fixed prompts.
func fixedTrials() []trial {
	head := func(h int) *int { return &h }
	var all []trial
	add := func(family, name string, p int, acts ...act) {
		all = append(all, trial{Name: family + ": " + name, Family: family, Prompt: p, Acts: acts, Golden: true})
	}
	add("capture", "two shots", twoColours)
	add("capture", "text and pictures", mixed)
	add("capture", "no picture", textOnly)
	add("capture", "five shots", fiveShots)

	add("scale gates", "all closed", twoColours, act{Op: "gate-scale", By: 0})
	add("scale gates", "all by 1.7", mixed, act{Op: "gate-scale", By: 1.7})
	add("scale gates", "layers 1 and 3", twoColours, act{Op: "gate-scale", By: 0.25, Layers: []int{1, 3}})
	add("scale gates", "attention only", fiveShots, act{Op: "gate-scale", By: 0, Branch: "attn"})
	add("scale gates", "feed-forward only, no picture", textOnly, act{Op: "gate-scale", By: 0, Branch: "ffw"})
	add("set gates", "all", twoColours, act{Op: "gate-set", By: 0.3})
	add("set gates", "attention of layer 2", twoColours, act{Op: "gate-set", By: -0.5, Layers: []int{2}, Branch: "attn"})
	add("close vision", "shot 0", twoColours, act{Op: "close", Where: "shot:0"})
	add("close vision", "query", twoColours, act{Op: "close", Where: "query"})
	add("close vision", "tokens that see picture 1, layer 3", fiveShots, act{Op: "close", Where: "sees:1", Layers: []int{3}})
	add("close vision", "picture tags", twoColours, act{Op: "close", Where: "role:image"})
	add("close vision", "one position", mixed, act{Op: "close", Where: "at:-1"})
	add("close vision", "from layer 2 on", twoColours, act{Op: "close-from", Layers: []int{2}})

	add("replace", "one number", twoColours, act{Op: "replace", Tap: "lm.1.attn.out", Where: "at:4", Data: []float32{0.1}})
	add("replace", "a row", twoColours, act{Op: "replace", Tap: "lm.1.resid", Where: "query", Data: ramp(128, 0.2)})
	add("replace", "a row for each of two positions", mixed, act{Op: "replace", Tap: "gated.2.resid", Where: "at:3,5", Data: append(ramp(128, 0.2), ramp(128, -0.1)...)})
	add("replace", "latents", twoColours, act{Op: "replace", Tap: "media", Rows: []int{0, 17}, Data: ramp(128, 0.3)})
	add("replace", "logits", twoColours, act{Op: "replace", Tap: "logits", Where: "at:-1", Data: ramp(105, 1)})
	add("add", "to the embeddings", twoColours, act{Op: "add", Tap: "lm.embed", Where: "word:output", Data: ramp(128, 0.05)})
	add("add", "to neurons", twoColours, act{Op: "add", Tap: "lm.2.ffw.hidden", Where: "role:answer", Data: []float32{0.25}})
	add("scale", "a whole branch", twoColours, act{Op: "scale", Tap: "lm.0.ffw.out", Where: "all", Data: []float32{1.5}})
	add("scale", "what gated attention writes in a shot", fiveShots, act{Op: "scale", Tap: "gated.3.attn.out", Where: "shot:3&role:prompt", Data: ramp(128, 0.5)})
	add("scale", "keys", twoColours, act{Op: "scale", Tap: "lm.3.attn.k", Where: "shot:1", Data: []float32{0.5}})
	add("zero", "a residual", twoColours, act{Op: "zero", Tap: "lm.2.mid", Where: "at:2"})
	add("zero", "a patch of the second picture", twoColours, act{Op: "zero", Tap: "vision.1.resid", Rows: []int{64 + 20, 64 + 21, 64 + 28}})
	add("zero", "what the resampler asks", mixed, act{Op: "zero", Tap: "resampler.1.attn.q", Rows: []int{2, 3, 16 + 5}})
	add("zero", "a picture's latents", twoColours, act{Op: "zero", Tap: "media", Rows: seq(16, 32)})

	add("mean-ablate", "a branch in the query", twoColours, act{Op: "mean", Tap: "lm.2.attn.out", Where: "query", From: []int{otherColours, mixed, fiveShots}})
	add("resample-ablate", "a residual", twoColours, act{Op: "resample", Tap: "lm.1.resid", Where: "shot:1", From: []int{otherColours}})
	add("patch", "a residual everywhere", twoColours, act{Op: "patch", Tap: "lm.1.resid", Where: "all", From: []int{otherColours}})
	add("patch", "a residual at the answer", twoColours, act{Op: "patch", Tap: "lm.0.resid", Where: "shot:0&role:answer", From: []int{otherColours}})
	add("patch", "what gated attention writes", twoColours, act{Op: "patch", Tap: "gated.3.attn.out", Where: "query", From: []int{otherColours}})
	add("steer", "by twice a direction", twoColours, act{Op: "steer", Tap: "lm.2.resid", Where: "at:-1", By: 2, Data: ramp(128, 0.1)})
	add("ablate a head", "of cross-attention", twoColours, act{Op: "zero", Tap: "gated.3.attn.mix", Where: "all", Head: head(1)})
	add("ablate a head", "of self-attention at the query", fiveShots, act{Op: "zero", Tap: "lm.1.attn.mix", Where: "query", Head: head(3)})
	add("ablate a head", "of the resampler", twoColours, act{Op: "zero", Tap: "resampler.0.attn.mix", Head: head(0)})
	add("ablate a head", "scaled, of the vision encoder", twoColours, act{Op: "scale", Tap: "vision.2.attn.mix", Data: []float32{0.5}, Head: head(2)})

	add("block attention", "query to shot 0", twoColours, act{Op: "block", Where: "query", Keys: "shot:0"})
	add("block attention", "one layer, last token to answers", fiveShots, act{Op: "block", Where: "at:-1", Keys: "role:answer", Layers: []int{2}})
	add("block attention", "two blocks", mixed, act{Op: "block", Where: "query", Keys: "chunk:0"}, act{Op: "block", Where: "at:-1", Keys: "role:end", Layers: []int{1, 3}})
	add("block attention", "all of a layer", twoColours, act{Op: "block", Where: "query", Keys: "all", Layers: []int{2}})
	add("block attention", "some latents", twoColours, act{Op: "block-latents", Where: "query", Rows: []int{0, 3, 15}, Layers: []int{1, 2}})

	add("several", "gates, a head and a residual", twoColours,
		act{Op: "gate-scale", By: 1.5}, act{Op: "zero", Tap: "lm.1.attn.mix", Where: "all", Head: head(0)},
		act{Op: "add", Tap: "lm.2.resid", Where: "query", Data: ramp(128, 0.1)}, act{Op: "scale", Tap: "lm.2.resid", Where: "at:-1", Data: []float32{0.5}})

	generate := func(name string, p int, acts ...act) {
		all = append(all, trial{Name: "generate: " + name, Family: "generate", Prompt: p, Acts: acts, Steps: 5, Golden: true})
	}
	generate("as it is", twoColours)
	generate("query closed", twoColours, act{Op: "close", Where: "query"})
	generate("gates scaled", mixed, act{Op: "gate-scale", By: 1.4})
	generate("a residual steered at every token of the query", twoColours, act{Op: "steer", Tap: "lm.1.resid", Where: "query", By: 1, Data: ramp(128, 0.2)})
	generate("a residual of the prompt patched", twoColours, act{Op: "patch", Tap: "lm.0.resid", Where: "shot:0", From: []int{otherColours}})
	generate("attention to shot 1 blocked", twoColours, act{Op: "block", Where: "query", Keys: "shot:1"})
	generate("latents darkened", fiveShots, act{Op: "scale", Tap: "media", Data: []float32{0.2}})
	return all
}

func seq(from, to int) []int {
	var all []int
	for i := from; i < to; i++ {
		all = append(all, i)
	}
	return all
}

// randomTrials are captures, interventions at random places and generation on random prompts.
func randomTrials(seed uint64, n int) []trial {
	r := rand.New(rand.NewPCG(seed, 2))
	var all []trial
	for i := range n {
		p := fixedPrompts + i
		add := func(family string, steps int, acts ...act) {
			all = append(all, trial{Name: fmt.Sprintf("%s: random %d.%d", family, i, len(all)), Family: family, Prompt: p, Acts: acts, Steps: steps})
		}
		layer := r.IntN(4)
		pick := func(of ...string) string { return of[r.IntN(len(of))] }
		where := func() string { return pick("at:-1", "at:1,-2", "query", "role:prompt", "all") }
		tap := func() string {
			return fmt.Sprintf(pick("lm.%d.resid", "lm.%d.attn.out", "lm.%d.mid", "gated.%d.attn.out", "gated.%d.resid", "lm.%d.ffw.norm", "gated.%d.attn.q"), r.IntN(4))
		}
		head := r.IntN(4)
		if i%3 == 0 {
			add("capture", 0)
		}
		add("scale gates", 0, act{Op: "gate-scale", By: 2 * r.Float32(), Layers: []int{layer}})
		add("set gates", 0, act{Op: "gate-set", By: r.Float32() - 0.5, Layers: []int{layer}, Branch: pick("attn", "ffw")})
		add("close vision", 0, act{Op: "close", Where: where()})
		add("replace", 0, act{Op: "replace", Tap: tap(), Where: where(), Data: ramp(128, r.Float32()-0.5)})
		add("add", 0, act{Op: "add", Tap: tap(), Where: where(), Data: ramp(128, r.Float32()-0.5)})
		add("scale", 0, act{Op: "scale", Tap: tap(), Where: where(), Data: []float32{2 * r.Float32()}})
		add("zero", 0, act{Op: "zero", Tap: tap(), Where: where()})
		add("mean-ablate", 0, act{Op: "mean", Tap: tap(), Where: where(), From: []int{twoColours, fiveShots, mixed}})
		add("ablate a head", 0, act{Op: "zero", Tap: fmt.Sprintf(pick("lm.%d.attn.mix", "gated.%d.attn.mix"), layer), Where: where(), Head: &head})
		add("block attention", 0, act{Op: "block", Where: pick("query", "at:-1", "role:prompt"), Keys: pick("chunk:0", "role:prompt", "at:0,1"), Layers: []int{layer}})
		add("steer", 0, act{Op: "steer", Tap: tap(), Where: where(), By: r.Float32(), Data: ramp(128, 0.3)})
		add("generate", 4, act{Op: "gate-scale", By: 2 * r.Float32()}, act{Op: "add", Tap: tap(), Where: where(), Data: ramp(128, 0.2*r.Float32())})
	}
	return all
}

package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"wade/bench/internal/job"
	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// result is the answer to a job.
type result struct {
	Job      string  `json:"job"`
	MS       float64 `json:"ms"` // altogether, or of a token where there are tokens
	Fastest  float64 `json:"fastest_ms,omitempty"`
	First    float64 `json:"first_ms,omitempty"` // until the first token, pictures included
	Pictures float64 `json:"pictures_ms,omitempty"`
	IDs      []int32 `json:"ids,omitempty"`
	Stated   float64 `json:"stated_gb,omitempty"`   // that the backend says it holds
	Resident float64 `json:"resident_gb,omitempty"` // that its process held at most
	Norm     float64 `json:"norm,omitempty"`        // root of the mean square of what was computed: the same in every implementation
}

// worker does jobs on a model that was loaded.
type worker struct {
	backend.Backend
	config   flamingo.Config
	model    backend.Model
	programs map[string]backend.Program
	sessions map[string]backend.Session // read up to a context, by job
	pid      int                        // that computes
}

var usual = map[string]int{"images": 1, "tokens": 256, "context": 256, "gated": 0, "floats": 1, "calls": 100}

// do does a job: a name and its numbers, those that are left out being the usual ones.
func (w *worker) do(ctx context.Context, text string) (result, error) {
	j, err := job.Parse(text, usual, 0)
	if err != nil {
		return result{}, err
	}
	n, r := j.N, result{Job: text}
	switch j.Name {
	case "vision", "resampler":
		r.MS, r.Norm, _, err = w.pictures(ctx, j.Name, n["images"])
	case "prefill":
		r.MS, r.Norm, r.IDs, err = w.prefill(ctx, n["tokens"], n["gated"] > 0)
	case "decode":
		r.MS, r.IDs, err = w.decode(ctx, n["context"], n["tokens"], n["gated"] > 0)
	case "steps":
		r.MS, err = w.steps(ctx, n["context"], n["tokens"], n["gated"] > 0)
	case "answer":
		err = w.answer(ctx, n["images"], n["context"], n["tokens"], &r)
	case "message":
		r.MS, err = w.message(ctx, n["floats"], max(1, n["calls"]))
	case "memory":
		err = w.memory(ctx, &r)
	default:
		err = fmt.Errorf("no job %q, there are vision, resampler, prefill, decode, steps, answer, message and memory", j.Name)
	}
	return r, err
}

// pictures times the vision encoder or the resampler.
func (w *worker) pictures(ctx context.Context, part string, images int) (float64, float64, []int32, error) {
	h, err := w.program(ctx, part)
	if err != nil {
		return 0, 0, nil, err
	}
	v := w.config.ViT
	sizes := []int{images, v.Channels(), v.Image, v.Image}
	if part == "resampler" {
		sizes = []int{images, v.Patches(), v.Width}
	}
	in := map[string]*tensor.Tensor{"in": noise(1, sizes...)}
	return w.timed(ctx, h, backend.Step{Inputs: in})
}

// timed runs a program, whose first result must be finite.
func (w *worker) timed(ctx context.Context, h backend.Program, s backend.Step) (ms, norm float64, ids []int32, err error) {
	start := time.Now()
	r, err := w.Step(ctx, h, s)
	ms = since(start)
	if err != nil {
		return 0, 0, nil, err
	}
	sum, n := 0.0, 0
	for _, t := range r.Values {
		ids = append(ids, t.I32()...)
		for _, x := range t.F32() {
			sum += float64(x) * float64(x)
			n++
		}
	}
	norm = math.Sqrt(sum / float64(n))
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return 0, 0, nil, fmt.Errorf("the result is not finite")
	}
	return ms, norm, ids, nil
}

// step makes the inputs of the language model: tokens that follow from tokens before, the last of which is drawn from.
func (w *worker) step(s backend.Session, from, tokens int, gated bool, media *tensor.Tensor) backend.Step {
	ids, image, positions := make([]int32, tokens), make([]int32, tokens), make([]int32, tokens)
	images := 1
	if media != nil {
		images = media.Shape()[0]
	}
	for i := range ids {
		ids[i] = int32(uint32(from+i+1) * 2654435761 >> 8 % uint32(w.config.LM.Vocab))
		positions[i] = int32(from + i)
		image[i] = int32(min(images-1, (from+i)*images/max(1, from+tokens)))
	}
	in := map[string]*tensor.Tensor{
		"ids": ints(ids, 1, tokens), "rows": ints([]int32{int32(tokens - 1)}, 1),
		"params": noise(0, program.SampleParams), "seed": ints([]int32{1, 0}, 2),
	}
	if w.config.LM.Position != flamingo.ALiBi {
		in["positions"] = ints(positions, 1, tokens)
	}
	if gated {
		if media == nil {
			media = noise(2, 1, w.config.Resampler.Latents, w.config.ViT.Width)
		}
		in["media"], in["image"] = media, ints(image, 1, tokens)
	}
	return backend.Step{Inputs: in, Session: s}
}

func (w *worker) prefill(ctx context.Context, tokens int, gated bool) (ms, norm float64, ids []int32, err error) {
	h, err := w.language(ctx, gated)
	if err != nil {
		return 0, 0, nil, err
	}
	s, err := w.NewSession(ctx, w.model)
	if err != nil {
		return 0, 0, nil, err
	}
	defer w.Drop(ctx, s)
	return w.timed(ctx, h, w.step(s, 0, tokens, gated, nil))
}

// read returns a session that holds context tokens, made once and cut back after.
func (w *worker) read(ctx context.Context, h backend.Program, context int, gated bool) (s backend.Session, cut func(), err error) {
	key := fmt.Sprint(context, gated)
	s, ok := w.sessions[key]
	if !ok {
		if s, err = w.NewSession(ctx, w.model); err != nil {
			return 0, nil, err
		}
		for at := 0; at < context; at += 256 {
			if _, err = w.Step(ctx, h, w.step(s, at, min(256, context-at), gated, nil)); err != nil {
				return 0, nil, err
			}
		}
		w.sessions[key] = s
	}
	return s, func() { _ = w.Truncate(ctx, s, context) }, nil
}

// run asks for tokens, each fed back.
func (w *worker) run(s backend.Step, tokens int) backend.Run {
	r := backend.Run{Step: s, Draw: "draw", Feed: "ids", Seed: "seed", Steps: tokens}
	if s.Inputs["positions"] != nil {
		r.Advance = []string{"positions"}
	}
	return r
}

// decode times tokens that the backend feeds back itself.
func (w *worker) decode(ctx context.Context, context, tokens int, gated bool) (float64, []int32, error) {
	h, err := w.language(ctx, gated)
	if err != nil {
		return 0, nil, err
	}
	s, cut, err := w.read(ctx, h, context, gated)
	if err != nil {
		return 0, nil, err
	}
	defer cut()
	start := time.Now()
	r, err := w.Run(ctx, h, w.run(w.step(s, context, 1, gated, nil), tokens))
	if err != nil {
		return 0, nil, err
	}
	return since(start) / float64(tokens), r.IDs, nil
}

// steps times tokens that come back one by one, each a message.
func (w *worker) steps(ctx context.Context, context, tokens int, gated bool) (float64, error) {
	h, err := w.language(ctx, gated)
	if err != nil {
		return 0, err
	}
	s, cut, err := w.read(ctx, h, context, gated)
	if err != nil {
		return 0, err
	}
	defer cut()
	start := time.Now()
	for i := range tokens {
		if _, err := w.Step(ctx, h, w.step(s, context+i, 1, gated, nil)); err != nil {
			return 0, err
		}
	}
	return since(start) / float64(tokens), nil
}

// answer goes all the way: new pictures, a prompt, some tokens.
func (w *worker) answer(ctx context.Context, images, prompt, tokens int, r *result) error {
	vision, err := w.program(ctx, "both")
	if err != nil {
		return err
	}
	h, err := w.language(ctx, true)
	if err != nil {
		return err
	}
	v := w.config.ViT
	pixels := noise(uint64(time.Now().UnixNano()), images, v.Channels(), v.Image, v.Image)
	start := time.Now()
	out, err := w.Step(ctx, vision, backend.Step{Inputs: map[string]*tensor.Tensor{"in": pixels}})
	if err != nil {
		return err
	}
	r.Pictures = since(start)
	s, err := w.NewSession(ctx, w.model)
	if err != nil {
		return err
	}
	defer w.Drop(ctx, s)
	var media *tensor.Tensor
	for _, t := range out.Values {
		media = plain(t)
	}
	first, err := w.Step(ctx, h, w.step(s, 0, prompt, true, media))
	if err != nil {
		return err
	}
	r.First = since(start)
	next := w.step(s, prompt, 1, true, media)
	next.Inputs["ids"] = ints(first.Values["draw"].I32(), 1, 1)
	start = time.Now()
	ids, err := w.Run(ctx, h, w.run(next, tokens-1))
	if err != nil {
		return err
	}
	r.MS, r.IDs = since(start)/float64(tokens-1), slices.Concat(first.Values["draw"].I32(), ids.IDs)
	return nil
}

// message times calls that pass floats there and back and compute next to nothing.
func (w *worker) message(ctx context.Context, floats, calls int) (float64, error) {
	h, err := w.compiled(ctx, fmt.Sprint("message ", floats), func(b *program.Builder) []program.ID {
		return []program.ID{b.Scale("y", b.Input("x", program.Of(floats)), 1)}
	})
	if err != nil {
		return 0, err
	}
	step := backend.Step{Inputs: map[string]*tensor.Tensor{"x": noise(1, floats)}}
	start := time.Now()
	for range calls {
		if _, err := w.Step(ctx, h, step); err != nil {
			return 0, err
		}
	}
	return since(start) / float64(calls), nil
}

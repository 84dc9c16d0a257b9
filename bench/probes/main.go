// Command probes times captures and sweeps for bench/probes_torch.py: it writes the prompts to a folder and says so in a line
// of JSON, then runs the job that each line of its input names and answers with the milliseconds it took and its results.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

// shots make the prompts 60 tokens long.
const shots = 11

func main() {
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	*flamingo.Model
	clean, corrupt *prompt.Prompt
	endless        *flamingo.Model // never closes an answer
	fresh          *prompt.Prompt  // with pictures not seen before
	seed           uint64
	target         flamingo.Target
	tokens         int
}

func (b *bench) renew() error {
	b.seed++
	e, err := pond.NewEpisode("colour", shots, 1000+b.seed)
	if err == nil {
		b.fresh = e.Prompt()
	}
	return err
}

func run(ctx context.Context, folder string) error {
	m, err := sdk.Open(ctx, "pond", sdk.Backend("cpu"), sdk.Policy("f32"))
	if err != nil {
		return err
	}
	defer m.Close()
	b := &bench{Model: m}
	if err := b.write(ctx, folder); err != nil {
		return err
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		if err := b.renew(); err != nil {
			return err
		}
		start := time.Now()
		values, err := b.job(ctx, in.Text())
		if err != nil {
			return err
		}
		if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"ms": float64(time.Since(start).Microseconds()) / 1e3, "values": values}); err != nil {
			return err
		}
	}
	return in.Err()
}

// write makes two prompts that differ in every picture and answer.
func (b *bench) write(ctx context.Context, folder string) error {
	pictures := map[string]*tensor.Tensor{}
	var ids, images [2][]int32
	for i, to := range []**prompt.Prompt{&b.clean, &b.corrupt} {
		e, err := pond.NewEpisode("colour", shots, [2]uint64{7, 10}[i])
		if err != nil {
			return err
		}
		*to = prompt.Of(append([]prompt.Chunk{{Kind: prompt.Text, Prompt: "a"}}, e.Prompt().Chunks()...)...)
		encoded, err := b.Encode(*to)
		if err != nil {
			return err
		}
		ids[i], images[i], b.tokens = encoded.IDs(), encoded.Images(), len(encoded.Tokens)
		for k, p := range encoded.Pictures {
			if pictures[fmt.Sprintf("%d/%d", i, k)], err = p.Tensor(); err != nil {
				return err
			}
		}
		if i == 0 {
			b.target.Answer = e.Answer
		} else if b.target.Against = e.Answer; e.Answer == b.target.Answer {
			return fmt.Errorf("both answers are %s", e.Answer)
		}
	}
	endless := make([]float32, b.Config().LM.Vocab)
	names := b.Config().Tokens
	special := map[string]int32{}
	for _, name := range []string{names.End, names.Image, names.Begin, names.Pad, b.target.Answer, b.target.Against} {
		id, err := b.Tokenizer().ID(name)
		if err != nil {
			return err
		}
		special[name] = id
	}
	endless[special[names.End]] = -1e9
	b.endless = b.With(flamingo.Edit{Tap: "logits", Kind: program.EditAdd, Data: endless})
	if err := safetensors.Write(filepath.Join(folder, "pictures.safetensors"), pictures, nil); err != nil {
		return err
	}
	about, err := b.Backend(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"ids": ids, "image": images, "answer": special[b.target.Answer], "against": special[b.target.Against],
		"banned":  []int32{special[names.End], special[names.Image], special[names.Begin], special[names.Pad]},
		"backend": fmt.Sprintf("%s, %s", about.Name, about.Device), "layers": b.Config().LM.Layers,
	})
}

// drawn is how many tokens a job generates.
const drawn = 16

func (b *bench) job(ctx context.Context, name string) (any, error) {
	switch name {
	case "plain":
		t, err := b.Forward(ctx, b.corrupt)
		return last(t), err
	case "capture":
		t, err := b.Forward(ctx, b.corrupt, "lm.*.resid|gated.*.resid")
		return last(t), err
	case "plain, new pictures":
		t, err := b.Forward(ctx, b.fresh)
		return last(t), err
	case "capture, new pictures":
		t, err := b.Forward(ctx, b.fresh, "*.resid")
		return last(t), err
	case "generate":
		a, err := b.endless.Generate(ctx, b.corrupt, flamingo.MaxTokens(drawn))
		return ids(a), err
	case "generate and capture":
		a, err := b.endless.Generate(ctx, b.corrupt, flamingo.MaxTokens(drawn), flamingo.Capture("lm.*.resid|gated.*.resid"))
		return ids(a), err
	case "sweep", "loop":
		runs, err := b.runs(ctx)
		if err != nil {
			return nil, err
		}
		if name == "sweep" {
			return b.Measure(ctx, runs, b.target)
		}
		values := make([]float64, len(runs))
		for i, r := range runs { // what a person would write first: a run for each cell of the map
			v, err := b.With(r.Edits...).Measure(ctx, []flamingo.Run{{Prompt: r.Prompt}}, b.target)
			if err != nil {
				return nil, err
			}
			values[i] = v[0]
		}
		return values, nil
	}
	return nil, fmt.Errorf("no job %q", name)
}

// runs patch the residual stream after every layer at every position, from the clean run into the corrupt one.
func (b *bench) runs(ctx context.Context) ([]flamingo.Run, error) {
	clean, err := b.Forward(ctx, b.clean, "lm.*.resid")
	if err != nil {
		return nil, err
	}
	var runs []flamingo.Run
	for l := range b.Config().LM.Layers {
		for at := range b.tokens {
			e, err := flamingo.Patch(fmt.Sprintf("lm.%d.resid", l), clean, prompt.At(at))
			if err != nil {
				return nil, err
			}
			runs = append(runs, flamingo.Run{Prompt: b.corrupt, Edits: []flamingo.Edit{e}})
		}
	}
	return runs, nil
}

func last(t *flamingo.Trace) []float32 {
	if t == nil {
		return nil
	}
	return slices.Clone(t.LogP)
}

func ids(a *flamingo.Answer) []int32 {
	var all []int32
	if a != nil {
		for _, t := range a.Tokens {
			all = append(all, t.ID)
		}
	}
	return all
}

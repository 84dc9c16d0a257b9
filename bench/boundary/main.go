// Command boundary measures what it costs that a backend is a process of its own: the same steps here and through the plugin,
// in turns, as JSON. Of each row it prints medians in microseconds, and what the process adds.
//
//	go build -o bin/ ./plugins/cpu/cmd/wade-backend-cpu
//	go run ./bench/boundary
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"time"

	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// row is a measured job; the times are for one unit of it, a token or a call.
type row struct {
	Name    string  `json:"name"`
	Here    float64 `json:"here_us"`
	Process float64 `json:"process_us"`
	Added   float64 `json:"added_us"`
	Share   float64 `json:"share"` // of the time here
}

// job is something that both backends can do: units of work per call.
type job struct {
	name  string
	units int
	calls int
	start func(ctx context.Context, b backend.Backend) (call func() error, err error)
}

func main() {
	log.SetFlags(0)
	plugin := flag.String("plugin", "cpu", "name or path of the plugin")
	rounds := flag.Int("rounds", 15, "turns of each")
	flag.Parse()
	ctx := context.Background()
	here, err := cpu.New(cpu.Config{})
	if err != nil {
		log.Fatal(err)
	}
	away, err := host.Open(ctx, *plugin, host.Options{Dirs: []string{"bin"}, Log: os.Stderr})
	if err != nil {
		log.Fatal(err)
	}
	defer away.Close()
	var rows []row
	for _, j := range []job{
		{"pond decode, 64 tokens a call", 64, 1, decode(64)},
		{"pond decode, one token a call", 1, 64, decode(1)},
		{"empty call", 1, 100, wide(1, 1)},
		{"256 kB in, 201 kB of logits out", 1, 50, wide(64*1024, 50280)},
	} {
		r, err := j.measure(ctx, here, away, *rounds)
		if err != nil {
			log.Fatalf("%s: %v", j.name, err)
		}
		rows = append(rows, r)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(rows); err != nil {
		log.Fatal(err)
	}
}

func (j job) measure(ctx context.Context, here, away backend.Backend, rounds int) (row, error) {
	times := make([][]float64, 2)
	calls := make([]func() error, 2)
	for i, b := range []backend.Backend{here, away} {
		var err error
		if calls[i], err = j.start(ctx, b); err != nil {
			return row{}, err
		}
	}
	for round := range rounds + 2 {
		for i, call := range calls {
			start := time.Now()
			for range j.calls {
				if err := call(); err != nil {
					return row{}, err
				}
			}
			if round >= 2 { // the first warm up
				times[i] = append(times[i], float64(time.Since(start).Nanoseconds())/1e3/float64(j.calls*j.units))
			}
		}
	}
	r := row{Name: j.name, Here: median(times[0]), Process: median(times[1])}
	r.Added, r.Share = r.Process-r.Here, r.Process/r.Here-1
	return r, nil
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}

// decode continues a prompt of 32 tokens and one picture with pond's language model, so many tokens a call.
func decode(tokens int) func(context.Context, backend.Backend) (func() error, error) {
	return func(ctx context.Context, b backend.Backend) (func() error, error) {
		const prompt = 32
		c := flamingo.Pond()
		weights, err := c.Init(1)
		if err != nil {
			return nil, err
		}
		p, err := decoder(c)
		if err != nil {
			return nil, err
		}
		m, err := b.Load(ctx, backend.LoadSpec{Tensors: weights})
		if err != nil {
			return nil, err
		}
		h, err := b.Compile(ctx, m, p)
		if err != nil {
			return nil, err
		}
		s, err := b.NewSession(ctx, m)
		if err != nil {
			return nil, err
		}
		media := make([]float32, c.Resampler.Latents*c.ViT.Width)
		for i := range media {
			media[i] = float32(i%7) - 3
		}
		inputs := func(from, n int) map[string]*tensor.Tensor {
			ids, positions, image := make([]int32, n), make([]int32, n), make([]int32, n)
			for i := range n {
				ids[i], positions[i] = int32(5+i%9), int32(from+i)
			}
			return map[string]*tensor.Tensor{
				"ids": ints(ids, 1, n), "positions": ints(positions, 1, n), "image": ints(image, 1, n),
				"media": floats(media, 1, c.Resampler.Latents, c.ViT.Width),
				"last":  ints([]int32{int32(n - 1)}, 1), "params": floats(make([]float32, program.SampleParams), program.SampleParams), "seed": ints([]int32{1, 0}, 2),
			}
		}
		if _, err := b.Step(ctx, h, backend.Step{Inputs: inputs(0, prompt), Session: s}); err != nil {
			return nil, err
		}
		run := backend.Run{Step: backend.Step{Inputs: inputs(prompt, 1), Session: s}, Draw: "draw", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: tokens}
		rows := prompt
		return func() error {
			if tokens > 1 {
				if err := b.Truncate(ctx, s, prompt); err != nil {
					return err
				}
				_, err := b.Run(ctx, h, run)
				return err
			}
			if rows++; rows == prompt+64 {
				rows = prompt
				if err := b.Truncate(ctx, s, prompt); err != nil {
					return err
				}
			}
			_, err := b.Step(ctx, h, backend.Step{Inputs: inputs(rows, 1), Session: s})
			return err
		}, nil
	}
}

func decoder(c flamingo.Config) (*program.Program, error) {
	b := program.NewBuilder("decode")
	tokens := program.Of("batch", "tokens")
	ids, positions, image := b.Ints("ids", tokens), b.Ints("positions", tokens), b.Ints("image", tokens)
	logits := c.CachedLanguage(b, ids, positions, b.Input("media", program.Of("images", c.Resampler.Latents, c.ViT.Width)), image)
	last := b.GatherRows("last.logits", logits, b.Ints("last", program.Of("rows")))
	probs := b.Softmax("probs", last)
	top := b.TopK("top", probs, 5)
	draw := b.Sample("draw", last, b.Input("params", program.Of(program.SampleParams)), b.Ints("seed", program.Of(2)))
	return b.Build(draw, top, b.Take("top.p", probs, top))
}

// wide passes so many floats in and so many out, and computes nearly nothing.
func wide(in, out int) func(context.Context, backend.Backend) (func() error, error) {
	return func(ctx context.Context, be backend.Backend) (func() error, error) {
		b := program.NewBuilder("wide")
		b.Input("x", program.Of(in))
		p, err := b.Build(b.Embed("y", b.Weight("w", 2, out), b.Ints("id", program.Of(1))))
		if err != nil {
			return nil, err
		}
		m, err := be.Load(ctx, backend.LoadSpec{Tensors: map[string]*tensor.Tensor{"w": floats(make([]float32, 2*out), 2, out)}})
		if err != nil {
			return nil, err
		}
		h, err := be.Compile(ctx, m, p)
		if err != nil {
			return nil, err
		}
		step := backend.Step{Inputs: map[string]*tensor.Tensor{"x": floats(make([]float32, in), in), "id": ints([]int32{1}, 1)}}
		return func() error {
			_, err := be.Step(ctx, h, step)
			return err
		}, nil
	}
}

func floats(data []float32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromF32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(fmt.Sprint("boundary: ", err)) // sizes are those of the data
	}
	return t
}

func ints(data []int32, sizes ...int) *tensor.Tensor {
	t, err := tensor.FromI32(data, tensor.Sizes(sizes...)...)
	if err != nil {
		panic(fmt.Sprint("boundary: ", err))
	}
	return t
}

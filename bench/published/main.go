// Command published opens a model in a folder as it was downloaded, and answers questions about pictures: for each line of
// its input, {"pictures": [...], "tokens": n}, it writes the time and the tokens as a line of JSON. bench/published.py drives it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"wade/bench/internal/job"
	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/picture"
	"wade/sdk/prompt"
)

func main() {
	model := flag.String("model", "", "folder of the model")
	policy := flag.String("policy", "bf16", "how weights are kept")
	flag.Parse()
	if err := run(context.Background(), *model, *policy); err != nil {
		fmt.Fprintln(os.Stderr, "published:", err)
		os.Exit(1)
	}
}

type question struct {
	Pictures []string `json:"pictures"`
	Tokens   int      `json:"tokens"`
}

type reply struct {
	MS     float64 `json:"ms"`
	Prompt int     `json:"prompt"` // tokens
	IDs    []int32 `json:"ids"`
}

// Answers of the shots, as bench/published.py has them.
var answers = []string{" a red bus in a street", " two dogs on a beach", " a plate of noodles", " a man with an umbrella"}

func run(ctx context.Context, folder, policy string) error {
	start := time.Now()
	m, err := sdk.Open(ctx, folder, sdk.Backend("cpu"), sdk.Policy(policy))
	if err != nil {
		return err
	}
	defer m.Close()
	d, err := m.Backend(ctx) // starts it, which loads the weights
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(map[string]any{"open_s": time.Since(start).Seconds(), "side": "wade on " + d.Device}); err != nil {
		return err
	}
	return job.Serve(os.Stdin, out, func(line string) (any, error) {
		var q question
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			return nil, err
		}
		start := time.Now()
		r, err := answer(ctx, m, q)
		r.MS = float64(time.Since(start).Microseconds()) / 1e3
		return r, err
	})
}

func answer(ctx context.Context, m *flamingo.Model, q question) (r reply, err error) {
	if len(q.Pictures) != len(answers)+1 {
		return r, fmt.Errorf("want %d pictures, have %d", len(answers)+1, len(q.Pictures))
	}
	p := prompt.New()
	for i, path := range q.Pictures {
		img, err := picture.Open(path)
		if err != nil {
			return r, err
		}
		if i < len(answers) {
			p = p.Shot(img, "Output:", answers[i])
		} else {
			p = p.Ask(img, "Output:")
		}
	}
	a, err := m.Generate(ctx, p, flamingo.MaxTokens(q.Tokens), flamingo.MinTokens(q.Tokens))
	if err != nil {
		return r, err
	}
	r.Prompt = a.Encoded.Given()
	for _, t := range a.Tokens {
		r.IDs = append(r.IDs, t.ID)
	}
	return r, nil
}

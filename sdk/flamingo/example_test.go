package flamingo_test

import (
	"context"
	"fmt"
	"log"

	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
)

// A model with starting weights: its gates are closed, so pictures do not count yet.
func Example() {
	ctx := context.Background()
	c := flamingo.Pond()
	weights, err := c.Init(1)
	if err != nil {
		log.Fatal(err)
	}
	words, err := pond.Tokenizer()
	if err != nil {
		log.Fatal(err)
	}
	m, err := flamingo.Open(ctx, flamingo.Source{Config: c, Tokenizer: words, Tensors: weights}, flamingo.Shared(reference.New()))
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	p := prompt.New().Ask(pond.Draw("a large red circle on the left"), "output :")
	t, err := m.Forward(ctx, p, "gated.0.attn.gate", "gated.0.attn.pattern")
	if err != nil {
		log.Fatal(err)
	}
	gate, err := t.At("gated.0.attn.gate")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(t)
	fmt.Println(gate.F32())
	// Output:
	// trace of 2 taps over 4 tokens
	//   gated.0.attn.gate          channel:1
	//   gated.0.attn.pattern       head:4 token:4 latent:16
	// [0]
}

// Training builds its own programs from the parts of the model.
func ExampleConfig_Weights() {
	for _, w := range flamingo.Pond().Weights() {
		if w.Part == flamingo.GatedPart && w.Decay {
			fmt.Println(w.Name, w.Sizes)
		}
		if w.Name == "lm.0.attn.norm.w" {
			break
		}
	}
	// Output:
	// gated.0.attn.q.w [128 128]
	// gated.0.attn.k.w [128 128]
	// gated.0.attn.v.w [128 128]
	// gated.0.attn.out.w [128 128]
	// gated.0.ffw.up.w [512 128]
	// gated.0.ffw.out.w [128 512]
}

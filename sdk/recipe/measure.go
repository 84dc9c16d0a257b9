package recipe

import (
	"context"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// heldOut is added to seeds so that no measurement sees a training batch.
const heldOut = 0x68656c642d6f7574

const measured = 4 // batches in a measurement

// TextLoss is the cross entropy of held-out text in nats a token. With gated false it is that of the bare language
// model, whatever the gated blocks do; with gated true they run on text that has no picture: the cross-attention then
// gives zeros, but the feed-forward branches remain.
func TextLoss(ctx context.Context, be backend.Backend, c flamingo.Config, weights map[string]*tensor.Tensor, gated bool, x Exam) (float64, error) {
	m, err := compile(ctx, be, weights, "text", func(b *program.Builder) program.ID { return textLoss(b, c, gated) })
	if err != nil {
		return 0, err
	}
	defer m.close()
	return mean(ctx, m, func(step int) (map[string]*tensor.Tensor, error) {
		in, err := textInputs(x.Seed+heldOut, step, max(1, x.Texts/measured), c.LM.Context)
		if err != nil || !gated {
			return in, err
		}
		return withoutPicture(in, c)
	})
}

// withoutPicture adds the inputs of a model with pictures: one that no token sees.
func withoutPicture(in map[string]*tensor.Tensor, c flamingo.Config) (map[string]*tensor.Tensor, error) {
	shape := in[inputIDs].Shape()
	none := make([]int32, shape[0]*shape[1])
	for i := range none {
		none[i] = -1
	}
	var err error
	if in[inputImage], err = tensor.FromI32(none, tensor.Sizes(shape...)...); err != nil {
		return nil, err
	}
	in[inputImages], err = tensor.Zeros(tensor.Sizes(1, c.ViT.Channels(), c.ViT.Image, c.ViT.Image)...)
	return in, err
}

// mean of the program's single number over batches.
func mean(ctx context.Context, m *model, batch func(step int) (map[string]*tensor.Tensor, error)) (float64, error) {
	sum := 0.0
	for step := range measured {
		in, err := batch(step)
		if err != nil {
			return 0, err
		}
		t, err := m.run(ctx, in)
		if err != nil {
			return 0, err
		}
		if t.Len() != 1 {
			return 0, fmt.Errorf("recipe: want one number, the program gives %v", t.Shape())
		}
		sum += float64(t.F32()[0])
	}
	return sum / measured, nil
}

// Retrieval is the share of held-out pictures whose nearest caption is their own, among as many as the exam has pairs. It needs the weights of the
// vision run, text side included.
func Retrieval(ctx context.Context, be backend.Backend, c flamingo.Config, weights map[string]*tensor.Tensor, x Exam) (float64, error) {
	m, err := compile(ctx, be, weights, "retrieval", func(b *program.Builder) program.ID {
		contrast(b, c, textSide(c))
		return b.TopK("nearest", b.ID(valueSimilarity), 1)
	})
	if err != nil {
		return 0, err
	}
	defer m.close()
	right := 0
	for step := range measured {
		in, err := pairInputs(x.Seed+heldOut, step, x.Pairs)
		if err != nil {
			return 0, err
		}
		match := in[inputMatch].F32()
		nearest, err := m.run(ctx, in)
		if err != nil {
			return 0, err
		}
		for i, k := range nearest.I32() {
			if match[i*x.Pairs+int(k)] > 0 { // equal captions are equally right
				right++
			}
		}
	}
	return float64(right) / float64(measured*x.Pairs), nil
}

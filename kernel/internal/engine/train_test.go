package engine

import (
	"context"
	"strings"
	"testing"
)

// A researcher trains from cells: closures for the loss and the batches, a backend that models share, plots and matrices of gonum.
func TestTrainingInCells(t *testing.T) {
	nb := newNotebook(t)
	for _, c := range []struct{ code, out, failed string }{
		{`import ("fmt"; "wade/sdk"; "wade/sdk/program"; "wade/sdk/tensor"; "wade/sdk/train")
be := must(sdk.OpenBackend(ctx, "reference"))
vector := func(x ...float32) *tensor.Tensor { return must(tensor.FromF32(x, tensor.Sizes(len(x), 1)...)) }
sign := train.Objective{
	Name: "sign",
	Loss: func(b *program.Builder) program.ID {
		y := b.Linear("y", b.Input("x", program.Of("batch", 1)), b.Weight("w", 2, 1), program.None)
		return b.CrossEntropy("loss", y, b.Ints("class", program.Of("batch")), b.Input("weight", program.Of("batch")))
	},
	Train: []train.Weight{{Name: "w", Sizes: []int{2, 1}}},
	Batch: func(int) (map[string]*tensor.Tensor, error) {
		return map[string]*tensor.Tensor{"x": vector(-2, -1, 1, 2), "class": must(tensor.FromI32([]int32{0, 0, 1, 1})), "weight": must(tensor.FromF32([]float32{1, 1, 1, 1}))}, nil
	},
}
opt := train.Options{Schedule: train.Schedule{Peak: 0.1, Floor: 0.05, Warmup: 5, Steps: 100}, Optimiser: train.Defaults(), Weights: map[string]*tensor.Tensor{"w": vector(0, 0)}}`, "", ""},
		{`res := must(train.Run(ctx, be, sign, opt))
fmt.Printf("%.2f %.2f", res.Curve[0].Loss, res.Curve[99].Loss)`, "0.69 0.01", ""},
		{`must(0, be.Close())
len(must(train.Run(ctx, be, sign, opt)).Curve)`, "100", ""}, // others go on with it
		{`sdk.OpenBackend(ctx, "nothing")`, "", "no plugin wade-backend-nothing"},
		{`%who opt`, "opt", ""},
	} {
		out, result, failed := nb.run(context.Background(), c.code)
		if out += result; !strings.Contains(out, c.out) {
			t.Errorf("%q gave %q, want %q", c.code, out, c.out)
		}
		if !strings.Contains(failed, c.failed) || (failed == "") != (c.failed == "") {
			t.Errorf("%q failed with %q, want %q", c.code, failed, c.failed)
		}
	}
}

// Variables of compiled types read as their String methods do.
func TestWhoByString(t *testing.T) {
	nb := newNotebook(t)
	_, _, failed := nb.run(context.Background(), "import \"time\"\nimport \"net/url\"\nlong := 90 * time.Second\nu := must(url.Parse(\"https://example.org/a b\"))")
	out, _, failed2 := nb.run(context.Background(), "%who")
	if failed+failed2 != "" || !strings.Contains(out, "1m30s") || !strings.Contains(out, "https://example.org/a%20b") {
		t.Error(out, failed, failed2)
	}
}

package reference

import (
	"fmt"
	"runtime"

	"wade/sdk/backend"
	"wade/sdk/backend/exec"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// New makes a reference backend of its own.
func New() backend.Backend { return exec.New(kernels{}, exec.Options{}) }

type kernels struct{}

// Describe names the policies; there is nothing to find on the machine.
func (kernels) Describe() backend.Description {
	return backend.Description{
		Name:     "reference",
		Version:  "1",
		Device:   fmt.Sprintf("pure Go on %s/%s", runtime.GOOS, runtime.GOARCH),
		Threads:  runtime.GOMAXPROCS(0),
		Policies: []backend.Policy{backend.F32, backend.BF16, backend.F64},
	}
}

// Float is float64 in truth mode.
func (kernels) Float(p backend.Policy) tensor.DType {
	if p == backend.F64 {
		return tensor.F64
	}
	return tensor.F32
}

// Store is the type that the policy names.
func (kernels) Store(p backend.Policy) tensor.DType {
	switch p {
	case backend.F64:
		return tensor.F64
	case backend.BF16:
		return tensor.BF16
	}
	return tensor.F32
}

// Close has nothing to free.
func (kernels) Close() error { return nil }

// Compute runs a node in the type of its results.
func (kernels) Compute(n *exec.Node) error {
	for _, arrays := range [][]exec.Array{n.Out, n.In} {
		for _, a := range arrays {
			if a.F64 != nil {
				return compute(n, ops64)
			}
		}
	}
	return compute(n, ops32)
}

// float is the type of values under a policy.
type float interface{ float32 | float64 }

type kernel[T float] struct{ forward, backward func(n node[T]) }

func compute[T float](n *exec.Node, ops map[program.Op]kernel[T]) error {
	run := ops[n.Op].forward
	if n.VJP {
		run = ops[n.Op].backward
	}
	if run == nil {
		return backend.ErrUnsupported
	}
	run(node[T]{n})
	return nil
}

var (
	ops32 = table[float32]()
	ops64 = table[float64]()
)

func table[T float]() map[program.Op]kernel[T] {
	return map[program.Op]kernel[T]{
		program.OpEmbed:          {embed[T], embedBack[T]},
		program.OpLinear:         {linear[T], linearBack[T]},
		program.OpPatchEmbed:     {patchEmbed[T], patchEmbedBack[T]},
		program.OpLayerNorm:      {layerNorm[T], layerNormBack[T]},
		program.OpRMSNorm:        {rmsNorm[T], rmsNormBack[T]},
		program.OpNormalize:      {normalize[T], normalizeBack[T]},
		program.OpActivation:     {activation[T], activationBack[T]},
		program.OpAdd:            {add[T], addBack[T]},
		program.OpMul:            {mul[T], mulBack[T]},
		program.OpScale:          {scale[T], scaleBack[T]},
		program.OpGatedAdd:       {gatedAdd[T], gatedAddBack[T]},
		program.OpAttention:      {attention[T], attentionBack[T]},
		program.OpCrossAttention: {attention[T], attentionBack[T]},
		program.OpPattern:        {pattern[T], nil},
		program.OpCrossPattern:   {pattern[T], nil},
		program.OpRotary:         {rotary[T], rotaryBack[T]},
		program.OpConcat:         {concat[T], concatBack[T]},
		program.OpSlice:          {slicing[T], slicingBack[T]},
		program.OpRepeat:         {repeat[T], repeatBack[T]},
		program.OpGatherRows:     {gatherRows[T], gatherRowsBack[T]},
		program.OpMeanRows:       {meanRows[T], meanRowsBack[T]},
		program.OpTranspose:      {transpose[T], transposeBack[T]},
		program.OpTake:           {take[T], takeBack[T]},
		program.OpTopK:           {topK[T], nil},
		program.OpSoftmax:        {softmax[T], softmaxBack[T]},
		program.OpLogSoftmax:     {logSoftmax[T], logSoftmaxBack[T]},
		program.OpCrossEntropy:   {crossEntropy[T], crossEntropyBack[T]},
		program.OpSoftEntropy:    {softEntropy[T], softEntropyBack[T]},
		program.OpGlobalNorm:     {globalNorm[T], nil},
		program.OpClipScale:      {clipScale[T], nil},
		program.OpAdamW:          {adamW[T], nil},
	}
}

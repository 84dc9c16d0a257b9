package program

import "fmt"

// ShapeError reports operands that do not fit an operation.
type ShapeError struct {
	Op     Op
	Name   string  // of the result
	Shapes []Shape // of the operands
	Reason string
}

// Error names operation, result, operand shapes and what was expected.
func (e *ShapeError) Error() string {
	return fmt.Sprintf("program: %s %q: operands %v: %s", e.Op, e.Name, e.Shapes, e.Reason)
}

type typed struct {
	dtype DType
	shape Shape
}

// arity is the number of operands of an operation: min, and max with -1 for any number.
var arity = map[Op][2]int{
	OpEmbed: {2, 2}, OpLinear: {2, 3}, OpLayerNorm: {2, 3}, OpRMSNorm: {2, 2}, OpActivation: {1, 1}, OpAdd: {2, 2}, OpMul: {2, 2},
	OpScale: {1, 1}, OpGatedAdd: {3, 3}, OpAttention: {3, 4}, OpCrossAttention: {4, 5}, OpPattern: {2, 3}, OpCrossPattern: {3, 4},
	OpRotary: {2, 2}, OpPatchEmbed: {2, 3}, OpConcat: {2, -1}, OpSlice: {1, 1}, OpRepeat: {1, 1}, OpGatherRows: {2, 2}, OpMeanRows: {1, 1},
	OpNormalize: {1, 1}, OpTranspose: {1, 1}, OpSoftmax: {1, 1}, OpLogSoftmax: {1, 1}, OpCrossEntropy: {3, 3}, OpSoftEntropy: {2, 2},
	OpCacheAppend: {1, 1}, OpTopK: {1, 1}, OpTake: {2, 2}, OpSample: {3, 3}, OpGlobalNorm: {1, -1}, OpClipScale: {1, 1}, OpAdamW: {7, 7},
}

// divides tells whether a width is that of equal parts of another.
func divides(part, width Dim) bool {
	return part == width || part.Sym == "" && width.Sym == "" && width.N%part.N == 0
}

// infer returns the type of the single result of a forward operation, or why the operands do not fit.
func infer(op Op, a Attr, in []typed) (typed, string) {
	f := func(s Shape) (typed, string) { return typed{F32, s}, "" }
	no := func(format string, args ...any) (typed, string) { return typed{}, fmt.Sprintf(format, args...) }
	n, ok := arity[op]
	if !ok {
		return no("unknown operation")
	}
	if len(in) < n[0] || n[1] >= 0 && len(in) > n[1] {
		return no("wrong number of operands (%d)", len(in))
	}
	ints := map[Op][]int{OpEmbed: {1}, OpCrossAttention: {3}, OpCrossPattern: {2}, OpRotary: {1}, OpGatherRows: {1}, OpCrossEntropy: {1}, OpTake: {1}, OpSample: {2}}
	for i, v := range in {
		want := F32
		for _, k := range ints[op] {
			if k == i {
				want = I32
			}
		}
		if v.dtype != want {
			return no("operand %d must be %s, is %s", i, want, v.dtype)
		}
	}
	x := in[0].shape
	rank := func(i, r int) bool { return len(in[i].shape) == r }
	heads := func(width Dim) bool { return a.Heads > 0 && width.Sym == "" && width.N%a.Heads == 0 }
	switch op {
	case OpEmbed:
		if !rank(0, 2) {
			return no("the table must be [rows width]")
		}
		if len(in[1].shape) > 3 {
			return no("ids may have at most 3 axes")
		}
		return f(append(append(Shape(nil), in[1].shape...), x[1]))
	case OpLinear:
		w := in[1].shape
		if len(w) != 2 || w[1] != x.last() {
			return no("the weight must be [out %v]", x.last())
		}
		if len(in) == 3 && !in[2].shape.Equal(Shape{w[0]}) {
			return no("the bias must be [%v]", w[0])
		}
		return f(x.withLast(w[0]))
	case OpLayerNorm, OpRMSNorm:
		for _, v := range in[1:] {
			if !v.shape.Equal(in[1].shape) || len(v.shape) != 1 || !divides(v.shape[0], x.last()) {
				return no("gain and bias must be [%v], or of one width that divides it", x.last())
			}
		}
		return f(x)
	case OpActivation:
		for _, k := range Activations() {
			if k == a.Activation {
				return f(x)
			}
		}
		return no("unknown activation %q, want one of %q", a.Activation, Activations())
	case OpScale, OpNormalize, OpSoftmax, OpLogSoftmax:
		return f(x)
	case OpAdd, OpMul:
		y := in[1].shape
		if len(y) > len(x) || !x[len(x)-len(y):].Equal(y) {
			return no("the second operand must have the first's shape or a suffix of it")
		}
		return f(x)
	case OpGatedAdd:
		if !in[1].shape.Equal(x) {
			return no("the branch must have the shape of the residual")
		}
		if g := in[2].shape; !g.Equal(Of(1)) && !g.Equal(Shape{x.last()}) {
			return no("the gate must be [1] or [%v]", x.last())
		}
		return f(x)
	case OpAttention, OpPattern:
		k := in[1].shape
		if len(x) != 3 || len(k) != 3 || k[0] != x[0] || k[2] != x[2] {
			return no("queries must be [batch rows width], keys [batch keys width]")
		}
		if !heads(x[2]) {
			return no("width %v does not divide into %d heads", x[2], a.Heads)
		}
		given := 3
		if op == OpPattern {
			given = 2
		}
		if len(in) > given && !in[given].shape.Equal(Shape{x[0], x[1], k[1]}) {
			return no("the mask must be [%v %v %v], batch, rows and keys", x[0], x[1], k[1])
		}
		if op == OpPattern {
			return f(Shape{x[0], N(a.Heads), x[1], k[1]})
		}
		if v := in[2].shape; !v.Equal(k) {
			return no("values must have the shape of the keys")
		}
		return f(x)
	case OpCrossAttention, OpCrossPattern:
		k := in[1].shape
		if len(x) != 3 || len(k) != 3 || k[2] != x[2] {
			return no("queries must be [batch rows width], keys [images latents width]")
		}
		if !heads(x[2]) {
			return no("width %v does not divide into %d heads", x[2], a.Heads)
		}
		image := 3
		if op == OpCrossPattern {
			image = 2
		}
		if ix := in[image].shape; !ix.Equal(x[:2]) {
			return no("the image index must be %v", x[:2])
		}
		if len(in) > image+1 && !in[image+1].shape.Equal(Shape{x[0], x[1], k[1]}) {
			return no("the mask must be [%v %v %v], batch, rows and latents", x[0], x[1], k[1])
		}
		if op == OpCrossPattern {
			return f(Shape{x[0], N(a.Heads), x[1], k[1]})
		}
		if v := in[2].shape; !v.Equal(k) {
			return no("values must have the shape of the keys")
		}
		return f(x)
	case OpRotary:
		if len(x) != 3 || !heads(x[2]) || a.Rotate <= 0 || a.Rotate%2 != 0 || a.Rotate > x[2].N/a.Heads || a.Base <= 1 {
			return no("want [batch rows width], heads that divide width, an even rotated part of the head and a base above 1")
		}
		if !in[1].shape.Equal(x[:2]) {
			return no("positions must be %v", x[:2])
		}
		return f(x)
	case OpPatchEmbed:
		if !rank(0, 4) || a.Patch <= 0 || x[1].Sym != "" || x[2].Sym != "" || x[3].Sym != "" || x[2].N%a.Patch != 0 || x[3].N%a.Patch != 0 {
			return no("want images [count channels height width] with height and width divisible by the patch size %d", a.Patch)
		}
		w := in[1].shape
		if len(w) != 4 || w[1] != x[1] || w[2] != N(a.Patch) || w[3] != N(a.Patch) {
			return no("the weight must be [out %v %d %d]", x[1], a.Patch, a.Patch)
		}
		if len(in) == 3 && !in[2].shape.Equal(Shape{w[0]}) {
			return no("the bias must be [%v]", w[0])
		}
		return f(Shape{x[0], N(x[2].N / a.Patch * (x[3].N / a.Patch)), w[0]})
	case OpConcat:
		total := 0
		for _, v := range in {
			s := v.shape
			if len(s) != 3 || s[0] != x[0] || s[2] != x[2] || s[1].Sym != "" {
				return no("want operands [%v rows %v] with constant rows", x[0], x.last())
			}
			total += s[1].N
		}
		return f(Shape{x[0], N(total), x[2]})
	case OpSlice:
		if !rank(0, 3) || x[1].Sym != "" || a.Start < 0 || a.Size.Sym != "" || a.Size.N <= 0 || a.Start > x[1].N-a.Size.N {
			return no("want [batch rows width] with constant rows that hold rows %d to %d + %v", a.Start, a.Start, a.Size)
		}
		return f(Shape{x[0], a.Size, x[2]})
	case OpRepeat:
		if len(x) > 3 {
			return no("the operand may have at most 3 axes")
		}
		return f(append(Shape{a.Size}, x...))
	case OpGatherRows:
		if len(in[1].shape) > 3 {
			return no("the index may have at most 3 axes")
		}
		return f(append(append(Shape(nil), in[1].shape...), x.last()))
	case OpMeanRows:
		if !rank(0, 3) {
			return no("want [batch rows width]")
		}
		return f(Shape{x[0], x[2]})
	case OpTranspose:
		if !rank(0, 2) {
			return no("want a matrix")
		}
		return f(Shape{x[1], x[0]})
	case OpCrossEntropy:
		lead := x[:len(x)-1]
		if len(x) < 2 || !in[1].shape.Equal(lead) || !in[2].shape.Equal(lead) {
			return no("targets and weights must be %v", lead)
		}
		return f(Of(1))
	case OpSoftEntropy:
		if len(x) < 2 || !in[1].shape.Equal(x) {
			return no("targets must have the shape of the logits")
		}
		return f(Of(1))
	case OpCacheAppend:
		if !rank(0, 3) || a.Cache == "" {
			return no("want [batch rows width] and a cache name")
		}
		return f(Shape{x[0], Sym(Context), x[2]})
	case OpTopK:
		if a.K <= 0 || x.last().Sym == "" && a.K > x.last().N {
			return no("k = %d is outside 1 to %v", a.K, x.last())
		}
		return typed{I32, x.withLast(N(a.K))}, ""
	case OpTake:
		ix := in[1].shape
		if len(ix) != len(x) || !ix[:len(ix)-1].Equal(x[:len(x)-1]) {
			return no("the index must agree with the operand in all axes but the last")
		}
		return f(ix)
	case OpSample:
		if !rank(0, 2) || !in[1].shape.Equal(Of(SampleParams)) || !in[2].shape.Equal(Of(2)) {
			return no("want logits [rows classes], parameters [%d], seed [2]", SampleParams)
		}
		return typed{I32, Shape{x[0]}}, ""
	case OpGlobalNorm:
		return f(Of(1))
	case OpClipScale:
		if !x.Equal(Of(1)) || a.Limit <= 0 {
			return no("want a norm [1] and a limit above 0")
		}
		return f(x)
	case OpAdamW:
		for _, v := range in[1:4] {
			if !v.shape.Equal(x) {
				return no("gradient and moments must have the shape of the parameter")
			}
		}
		for _, v := range in[4:] {
			if !v.shape.Equal(Of(1)) {
				return no("learning rate, step and gradient scale must be [1]")
			}
		}
		if !(a.Beta1 >= 0 && a.Beta1 < 1 && a.Beta2 >= 0 && a.Beta2 < 1 && a.Eps > 0) {
			return no("want 0 <= beta < 1 and eps > 0")
		}
		return f(Of(1))
	}
	return no("unknown operation")
}

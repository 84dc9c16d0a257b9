package program

import (
	"errors"
	"fmt"
)

// Builder makes a program. The first mistake is kept and reported by Build; calls after it are harmless. Every method
// that makes a value takes its name first; an empty name becomes the operation with a counter.
type Builder struct {
	p   Program
	err error
	n   map[Op]int
}

// NewBuilder starts a program of the given name.
func NewBuilder(name string) *Builder {
	return &Builder{p: Program{name: name, byName: map[string]ID{}}, n: map[Op]int{}}
}

// Err returns the first mistake so far.
func (b *Builder) Err() error { return b.err }

// Shape returns the shape of a value made earlier.
func (b *Builder) Shape(id ID) Shape {
	if id < 0 || int(id) >= len(b.p.values) {
		return nil
	}
	return b.p.values[id].Shape
}

// ID finds a value made earlier; an unknown name is a mistake that Build reports.
func (b *Builder) ID(name string) ID {
	if b.err != nil {
		return None
	}
	id, err := b.p.Lookup(name)
	if err != nil {
		return b.fail(err)
	}
	return id
}

// Build finishes the program. Outputs are returned by every run.
func (b *Builder) Build(outputs ...ID) (*Program, error) {
	if b.err != nil {
		return nil, b.err
	}
	for _, id := range outputs {
		if id < 0 || int(id) >= len(b.p.values) {
			return nil, fmt.Errorf("program %s: output %d is not a value", b.p.name, id)
		}
	}
	if len(outputs) == 0 {
		return nil, fmt.Errorf("program %s: no outputs", b.p.name)
	}
	p := b.p
	p.outputs = append([]ID(nil), outputs...)
	return &p, nil
}

func (b *Builder) fail(err error) ID {
	if b.err == nil {
		b.err = err
	}
	return None
}

func (b *Builder) value(v Value) ID {
	if b.err != nil {
		return None
	}
	if v.Name == "" {
		return b.fail(errors.New("program: a value needs a name"))
	}
	if id, dup := b.p.byName[v.Name]; dup {
		old := b.p.values[id]
		return b.fail(fmt.Errorf("program %s: name %q is used twice, for %s %v and %s %v", b.p.name, v.Name, old.Kind, old.Shape, v.Kind, v.Shape))
	}
	if err := v.Shape.valid(); err != nil {
		return b.fail(fmt.Errorf("program %s: %q: %w", b.p.name, v.Name, err))
	}
	id := ID(len(b.p.values))
	b.p.values = append(b.p.values, v)
	b.p.byName[v.Name] = id
	return id
}

// Input declares a float32 value that every run gives.
func (b *Builder) Input(name string, shape Shape) ID {
	return b.value(Value{name, KindInput, F32, shape})
}

// Ints declares an int32 value that every run gives: token ids, positions, indices.
func (b *Builder) Ints(name string, shape Shape) ID {
	return b.value(Value{name, KindInput, I32, shape})
}

// Weight declares a tensor of the loaded model. Declaring the same name and shape again returns the same value.
func (b *Builder) Weight(name string, sizes ...int) ID { return b.leaf(KindWeight, name, sizes) }

// State declares a tensor kept with the model and zero at first. Only AdamW writes it.
func (b *Builder) State(name string, sizes ...int) ID { return b.leaf(KindState, name, sizes) }

func (b *Builder) leaf(kind Kind, name string, sizes []int) ID {
	s := make(Shape, len(sizes))
	for i, n := range sizes {
		s[i] = N(n)
	}
	if id, ok := b.p.byName[name]; ok && b.p.values[id].Kind == kind && b.p.values[id].Shape.Equal(s) {
		return id
	}
	return b.value(Value{name, kind, F32, s})
}

// add appends a forward node with one result.
func (b *Builder) add(op Op, name string, attr Attr, in ...ID) ID {
	if b.err != nil {
		return None
	}
	types := make([]typed, len(in))
	for i, id := range in {
		if id < 0 || int(id) >= len(b.p.values) {
			return b.fail(fmt.Errorf("program %s: %s %q: operand %d is not a value", b.p.name, op, name, i))
		}
		types[i] = typed{b.p.values[id].DType, b.p.values[id].Shape}
	}
	if name == "" {
		name = b.auto(op)
	}
	t, reason := infer(op, attr, types)
	if reason != "" {
		shapes := make([]Shape, len(types))
		for i, t := range types {
			shapes[i] = t.shape
		}
		return b.fail(fmt.Errorf("program %s: %w", b.p.name, &ShapeError{op, name, shapes, reason}))
	}
	if op == OpAdamW {
		for _, k := range []int{0, 2, 3} {
			if kind := b.p.values[in[k]].Kind; kind != KindWeight && kind != KindState {
				return b.fail(fmt.Errorf("program %s: adamw %q: %q must be a weight or state", b.p.name, name, b.p.values[in[k]].Name))
			}
		}
	}
	out := b.value(Value{name, KindNode, t.dtype, t.shape})
	if b.err == nil {
		b.p.nodes = append(b.p.nodes, Node{Op: op, Attr: attr, In: in, Out: []ID{out}})
	}
	return out
}

func (b *Builder) auto(op Op) string {
	for {
		b.n[op]++
		name := fmt.Sprintf("%s#%d", op, b.n[op])
		if _, dup := b.p.byName[name]; !dup {
			return name
		}
	}
}

func (b *Builder) opt(in []ID, extra ID) []ID {
	if extra == None {
		return in
	}
	return append(in, extra)
}

// Embed looks up rows: table [rows width], ids [...] gives [... width]. An id outside the table fails the run.
func (b *Builder) Embed(name string, table, ids ID) ID {
	return b.add(OpEmbed, name, Attr{}, table, ids)
}

// Linear is x wᵀ + bias over the last axis: x [... in], w [out in], bias [out] or None. w may be any value.
func (b *Builder) Linear(name string, x, w, bias ID) ID {
	return b.add(OpLinear, name, Attr{}, b.opt([]ID{x, w}, bias)...)
}

// LayerNorm normalises the last axis to mean 0 and variance 1, then applies gain and bias (bias may be None). A gain that is
// narrower than the axis makes parts of its width of it, each normalised for itself: heads that lie side by side.
func (b *Builder) LayerNorm(name string, x, gain, bias ID, eps float32) ID {
	return b.add(OpLayerNorm, name, Attr{Eps: eps}, b.opt([]ID{x, gain}, bias)...)
}

// RMSNorm divides by the root mean square of the last axis, or of parts of it as in LayerNorm, then applies gain.
func (b *Builder) RMSNorm(name string, x, gain ID, eps float32) ID {
	return b.add(OpRMSNorm, name, Attr{Eps: eps}, x, gain)
}

// Activate applies an activation element by element.
func (b *Builder) Activate(name string, x ID, k Activation) ID {
	return b.add(OpActivation, name, Attr{Activation: k}, x)
}

// Add is x + y; y has the shape of x or a suffix of it, which is broadcast.
func (b *Builder) Add(name string, x, y ID) ID { return b.add(OpAdd, name, Attr{}, x, y) }

// Mul is x · y element by element, with y as in Add.
func (b *Builder) Mul(name string, x, y ID) ID { return b.add(OpMul, name, Attr{}, x, y) }

// Scale multiplies by a constant.
func (b *Builder) Scale(name string, x ID, by float32) ID {
	return b.add(OpScale, name, Attr{Scale: by}, x)
}

// GatedAdd is x + gate · branch with gate [1] or [width]. Where the gate is exactly 0 the result is x bit for bit, even
// if the branch is infinite or not a number (Flamingo, section 2.2; the gate is the tanh already applied).
func (b *Builder) GatedAdd(name string, x, branch, gate ID) ID {
	return b.add(OpGatedAdd, name, Attr{}, x, branch, gate)
}

// AttentionConfig holds the constants of Attention and Pattern.
type AttentionConfig struct {
	Heads  int     // divides the width
	Scale  float32 // factor on the logits; 0 means 1/sqrt(width of a head)
	Causal bool    // row i of n sees keys 0 to i + (keys - n); a run with fewer keys than rows fails
	ALiBi  bool    // adds slope_h · (key - row), see Attr.Slopes
	// Steepest and Interleave say which slopes; zero means those of the paper for numbers of heads that are powers of two.
	Steepest   float32
	Interleave bool
}

func (c AttentionConfig) attr(width Dim) Attr {
	s := c.Scale
	if s == 0 && c.Heads > 0 && width.N >= c.Heads {
		s = headScale(width.N / c.Heads)
	}
	a := Attr{Heads: c.Heads, Scale: s, Causal: c.Causal, ALiBi: c.ALiBi}
	if c.ALiBi {
		a.Steepest, a.Interleave = c.Steepest, c.Interleave
	}
	return a
}

func (b *Builder) width(id ID) Dim {
	if s := b.Shape(id); len(s) > 0 {
		return s.last()
	}
	return Dim{}
}

// Attention is softmax(scale · q kᵀ + bias) v per head, where the bias is that of Causal and ALiBi: q [batch rows width], k
// and v [batch keys width].
func (b *Builder) Attention(name string, q, k, v ID, c AttentionConfig) ID {
	return b.MaskedAttention(name, q, k, v, None, c)
}

// MaskedAttention is Attention with mask [batch rows keys] added to the scores of every head, last; None adds nothing. An
// entry of -Inf blocks an edge: the row does not read that key and value at all, not even where they are NaN, and they get
// no gradient from it. A row whose edges are all blocked gives zeros. The mask has no gradient.
func (b *Builder) MaskedAttention(name string, q, k, v, mask ID, c AttentionConfig) ID {
	return b.add(OpAttention, name, c.attr(b.width(q)), b.opt([]ID{q, k, v}, mask)...)
}

// Pattern is the probabilities of Attention, [batch heads rows keys]. Backends compute it only when it is captured.
func (b *Builder) Pattern(name string, q, k ID, c AttentionConfig) ID {
	return b.MaskedPattern(name, q, k, None, c)
}

// MaskedPattern is the probabilities of MaskedAttention; blocked edges are 0.
func (b *Builder) MaskedPattern(name string, q, k, mask ID, c AttentionConfig) ID {
	return b.add(OpPattern, name, c.attr(b.width(q)), b.opt([]ID{q, k}, mask)...)
}

// CrossAttention lets each row attend to the latents of one image: q [batch rows width], k and v [images latents width],
// image [batch rows] holds an index into images or -1, which gives a row of zeros (Flamingo, section 2.3).
func (b *Builder) CrossAttention(name string, q, k, v, image ID, c AttentionConfig) ID {
	return b.MaskedCrossAttention(name, q, k, v, image, None, c)
}

// MaskedCrossAttention is CrossAttention with mask [batch rows latents], over the latents of each row's image, as in
// MaskedAttention.
func (b *Builder) MaskedCrossAttention(name string, q, k, v, image, mask ID, c AttentionConfig) ID {
	return b.add(OpCrossAttention, name, c.attr(b.width(q)), b.opt([]ID{q, k, v, image}, mask)...)
}

// CrossPattern is the probabilities of CrossAttention, [batch heads rows latents]; rows without an image are zero.
func (b *Builder) CrossPattern(name string, q, k, image ID, c AttentionConfig) ID {
	return b.MaskedCrossPattern(name, q, k, image, None, c)
}

// MaskedCrossPattern is the probabilities of MaskedCrossAttention; blocked edges are 0.
func (b *Builder) MaskedCrossPattern(name string, q, k, image, mask ID, c AttentionConfig) ID {
	return b.add(OpCrossPattern, name, c.attr(b.width(q)), b.opt([]ID{q, k, image}, mask)...)
}

// Rotary turns the first rotate channels of each head, half-split, by position · base^(-2i/rotate).
func (b *Builder) Rotary(name string, x, positions ID, heads, rotate int, base float32) ID {
	return b.add(OpRotary, name, Attr{Heads: heads, Rotate: rotate, Base: base}, x, positions)
}

// PatchEmbed cuts images [count channels height width] into patch × patch squares, row by row, and applies
// w [out channels patch patch] and bias: [count patches out].
func (b *Builder) PatchEmbed(name string, images, w, bias ID, patch int) ID {
	return b.add(OpPatchEmbed, name, Attr{Patch: patch}, b.opt([]ID{images, w}, bias)...)
}

// Concat joins [batch rows width] values along rows.
func (b *Builder) Concat(name string, xs ...ID) ID { return b.add(OpConcat, name, Attr{}, xs...) }

// Slice is rows from to before from + n of the second axis: [batch rows width] gives [batch n width].
func (b *Builder) Slice(name string, x ID, from, n int) ID {
	return b.add(OpSlice, name, Attr{Start: from, Size: N(n)}, x)
}

// Repeat copies x for each element of a new outer axis.
func (b *Builder) Repeat(name string, x ID, size Dim) ID {
	return b.add(OpRepeat, name, Attr{Size: size}, x)
}

// GatherRows picks rows of x, seen as a matrix with the last axis as columns: rows [...] gives [... width].
func (b *Builder) GatherRows(name string, x, rows ID) ID {
	return b.add(OpGatherRows, name, Attr{}, x, rows)
}

// MeanRows averages the middle axis: [batch rows width] gives [batch width].
func (b *Builder) MeanRows(name string, x ID) ID { return b.add(OpMeanRows, name, Attr{}, x) }

// Normalize divides the last axis by its Euclidean length (plus 1e-12).
func (b *Builder) Normalize(name string, x ID) ID { return b.add(OpNormalize, name, Attr{}, x) }

// Transpose swaps the axes of a matrix.
func (b *Builder) Transpose(name string, x ID) ID { return b.add(OpTranspose, name, Attr{}, x) }

// Softmax is over the last axis.
func (b *Builder) Softmax(name string, x ID) ID { return b.add(OpSoftmax, name, Attr{}, x) }

// LogSoftmax is over the last axis.
func (b *Builder) LogSoftmax(name string, x ID) ID { return b.add(OpLogSoftmax, name, Attr{}, x) }

// CrossEntropy is Σ weight · -log p(target) / Σ weight: logits [... classes], targets and weights [...], result [1]. If all
// weights are zero the result is 0.
func (b *Builder) CrossEntropy(name string, logits, targets, weights ID) ID {
	return b.add(OpCrossEntropy, name, Attr{}, logits, targets, weights)
}

// SoftEntropy is the mean over rows of -Σ target · log p: logits and targets [... classes], result [1].
func (b *Builder) SoftEntropy(name string, logits, targets ID) ID {
	return b.add(OpSoftEntropy, name, Attr{}, logits, targets)
}

// CacheAppend appends the rows of x [batch rows width] to the session's cache of that name and returns all rows,
// [batch context width]. In a run without a session it returns x.
func (b *Builder) CacheAppend(name string, x ID, cache string) ID {
	return b.add(OpCacheAppend, name, Attr{Cache: cache}, x)
}

// TopK returns the indices of the k largest entries of the last axis, largest first, lower index first among equals.
func (b *Builder) TopK(name string, x ID, k int) ID { return b.add(OpTopK, name, Attr{K: k}, x) }

// Take picks entries of the last axis by index.
func (b *Builder) Take(name string, x, index ID) ID { return b.add(OpTake, name, Attr{}, x, index) }

// Sample draws one index for each row of logits [rows classes], -1 where nothing can be drawn; see Draw for params [4]. With
// seed [2] of seed and counter, row r draws with Uniform(seed + r, counter): the row of a batch draws as it would alone.
func (b *Builder) Sample(name string, logits, params, seed ID) ID {
	return b.add(OpSample, name, Attr{}, logits, params, seed)
}

// GlobalNorm is the Euclidean length of all operands taken as one vector, [1].
func (b *Builder) GlobalNorm(name string, xs ...ID) ID {
	return b.add(OpGlobalNorm, name, Attr{}, xs...)
}

// ClipScale is min(1, limit/norm); multiply gradients by it to clip them.
func (b *Builder) ClipScale(name string, norm ID, limit float32) ID {
	return b.add(OpClipScale, name, Attr{Limit: limit}, norm)
}

// AdamWConfig holds the constants of an update (Loshchilov and Hutter, 2019).
type AdamWConfig struct {
	Beta1, Beta2, Eps, Decay float32
}

// AdamW updates a weight in place after everything else in the program has read it (a program in which that has no meaning,
// because one update reads what another writes, does not compile; edits of weight, m and v do not reach it): with g = scale · grad,
// m ← β1 m + (1-β1) g, v ← β2 v + (1-β2) g², w ← w - lr · (m̂ / (√v̂ + eps) + decay · w), m̂ and v̂ corrected by step (from 1).
// It returns the largest absolute change, [1].
func (b *Builder) AdamW(name string, weight, grad, m, v, lr, step, scale ID, c AdamWConfig) ID {
	return b.add(OpAdamW, name, Attr{Beta1: c.Beta1, Beta2: c.Beta2, Eps: c.Eps, Decay: c.Decay}, weight, grad, m, v, lr, step, scale)
}

package program

import (
	"fmt"
	"maps"
	"slices"
)

// differentiable lists, for each operation with a gradient, the operands that can have one.
var differentiable = map[Op][]int{
	OpEmbed: {0}, OpLinear: {0, 1, 2}, OpLayerNorm: {0, 1, 2}, OpRMSNorm: {0, 1}, OpActivation: {0}, OpAdd: {0, 1}, OpMul: {0, 1},
	OpScale: {0}, OpGatedAdd: {0, 1, 2}, OpAttention: {0, 1, 2}, OpCrossAttention: {0, 1, 2}, OpRotary: {0}, OpPatchEmbed: {0, 1, 2},
	OpConcat: nil, OpSlice: {0}, OpRepeat: {0}, OpGatherRows: {0}, OpMeanRows: {0}, OpNormalize: {0}, OpTranspose: {0}, OpSoftmax: {0}, OpLogSoftmax: {0},
	OpCrossEntropy: {0}, OpSoftEntropy: {0}, OpCacheAppend: {0}, OpTake: {0},
}

// Differentiable lists the operations that have a gradient.
func Differentiable() []Op { return slices.Sorted(maps.Keys(differentiable)) }

// Gradient appends the derivative of a scalar loss [1] and returns one value for each of wrt, in order, named
// "grad:" + the name of the value. Only paths from wrt to loss are computed, so what feeds frozen weights alone costs
// nothing. A value that does not influence the loss is an error.
//
// A derivative is with respect to the value as edits leave it. What flows on to that from which a value of wrt was computed is
// a copy named "grad:" + name + ":below": an edit that scales the value scales the copy too, one that replaces it makes it 0.
func (b *Builder) Gradient(loss ID, wrt ...ID) []ID {
	out := make([]ID, len(wrt))
	for i := range out {
		out[i] = None
	}
	if b.err != nil {
		return out
	}
	if loss < 0 || int(loss) >= len(b.p.values) || !b.p.values[loss].Shape.Equal(Of(1)) {
		b.fail(fmt.Errorf("program %s: gradient: the loss must be a value of shape [1]", b.p.name))
		return out
	}
	forward := len(b.p.nodes)
	needs := b.reach(wrt, forward)
	if !needs[loss] {
		b.fail(fmt.Errorf("program %s: gradient: %q does not depend on any of the values asked for", b.p.name, b.p.values[loss].Name))
		return out
	}
	uses := b.contributions(loss, needs, forward)
	asked := map[ID]bool{}
	for _, id := range wrt {
		asked[id] = true
	}
	parts := map[ID][]ID{loss: {b.leafOne(loss)}} // contributions to the gradient of each value
	for k := forward - 1; k >= 0 && b.err == nil; k-- {
		node := b.p.nodes[k]
		if node.VJP || !needs[node.Out[0]] || len(parts[node.Out[0]]) == 0 || !leads(node, needs) {
			continue
		}
		dout := b.collect(node.Out[0], parts)
		if asked[node.Out[0]] {
			dout = b.Scale(b.fresh("grad:"+b.p.values[node.Out[0]].Name+":below"), dout, 1)
		}
		b.vjp(node, dout, needs, uses, parts)
	}
	for i, id := range wrt {
		if b.err != nil {
			return out
		}
		if len(parts[id]) == 0 {
			b.fail(fmt.Errorf("program %s: gradient: %q does not influence %q", b.p.name, b.p.values[id].Name, b.p.values[loss].Name))
			return out
		}
		out[i] = b.collect(id, parts)
	}
	return out
}

// reach marks the values that depend on wrt through differentiable operands.
func (b *Builder) reach(wrt []ID, nodes int) map[ID]bool {
	needs := map[ID]bool{}
	for _, id := range wrt {
		needs[id] = true
	}
	for _, node := range b.p.nodes[:nodes] {
		if node.VJP {
			continue
		}
		for _, i := range operands(node) {
			if i < len(node.In) && needs[node.In[i]] {
				needs[node.Out[0]] = true
			}
		}
	}
	return needs
}

// leads tells whether any operand of node needs a gradient.
func leads(node Node, needs map[ID]bool) bool {
	for _, i := range operands(node) {
		if i < len(node.In) && needs[node.In[i]] {
			return true
		}
	}
	return false
}

// operands lists the positions of node's operands that can have a gradient.
func operands(node Node) []int {
	if node.Op == OpConcat {
		all := make([]int, len(node.In))
		for i := range all {
			all[i] = i
		}
		return all
	}
	return differentiable[node.Op]
}

// leafOne is the gradient of the loss with respect to itself: the softmax of a single element is 1, and NaN if it is NaN.
func (b *Builder) leafOne(loss ID) ID {
	return b.add(OpSoftmax, b.fresh("grad:"+b.p.values[loss].Name+":seed"), Attr{}, loss)
}

func (b *Builder) fresh(name string) string {
	if _, dup := b.p.byName[name]; !dup {
		return name
	}
	for i := 2; ; i++ {
		n := fmt.Sprintf("%s:%d", name, i)
		if _, dup := b.p.byName[n]; !dup {
			return n
		}
	}
}

// collect sums the contributions to a gradient.
func (b *Builder) collect(id ID, parts map[ID][]ID) ID {
	ps := parts[id]
	sum := ps[0]
	for i, p := range ps[1:] {
		name := ""
		if i == len(ps)-2 {
			name = b.fresh("grad:" + b.p.values[id].Name)
		}
		sum = b.Add(name, sum, p)
	}
	parts[id] = []ID{sum}
	return sum
}

// vjp appends the backward node of a forward node and files its results.
func (b *Builder) vjp(node Node, dout ID, needs map[ID]bool, uses map[ID]int, parts map[ID][]ID) {
	back := Node{Op: node.Op, VJP: true, Attr: node.Attr}
	back.In = append(back.In, node.In...)
	back.In = append(back.In, node.Out...)
	back.In = append(back.In, dout)
	back.Out = make([]ID, len(node.In))
	wanted := map[int]bool{}
	for _, i := range operands(node) {
		wanted[i] = i < len(node.In) && needs[node.In[i]]
	}
	for i, id := range node.In {
		back.Out[i] = None
		if !wanted[i] {
			continue
		}
		v := b.p.values[id]
		name := b.fresh("grad:" + v.Name)
		if uses[id] > 1 {
			name = b.fresh("grad:" + v.Name + ":" + b.p.values[node.Out[0]].Name)
		}
		g := b.value(Value{name, KindNode, F32, v.Shape})
		if b.err != nil {
			return
		}
		back.Out[i] = g
		parts[id] = append(parts[id], g)
	}
	b.p.nodes = append(b.p.nodes, back)
}

// contributions counts, for each value, the operands through which the loss depends on it.
func (b *Builder) contributions(loss ID, needs map[ID]bool, nodes int) map[ID]int {
	uses := map[ID]int{loss: 1}
	for k := nodes - 1; k >= 0; k-- {
		node := b.p.nodes[k]
		if node.VJP || !needs[node.Out[0]] || uses[node.Out[0]] == 0 {
			continue
		}
		for _, i := range operands(node) {
			if i < len(node.In) && needs[node.In[i]] {
				uses[node.In[i]]++
			}
		}
	}
	return uses
}

package exec

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"slices"

	"wade/sdk/internal/raw"
	"wade/sdk/program"
)

// steady is the part of a program that depends on weights and inputs of floats alone: in a step over tokens, everything about
// pictures. Its results are kept, under the content of those inputs, for the next step that asks for the same.
type steady struct {
	values []bool         // by value
	worth  []bool         // by value: its computation costs more than finding it again
	sign   []signature    // by value: the operations and weights that it comes from
	from   [][]program.ID // by value: the inputs that it comes from
	inputs []program.ID   // of all that is worth keeping
}

// newSteady analyses a program; one that writes weights keeps nothing.
func newSteady(c *compiled) *steady {
	count := len(c.Values())
	s := &steady{values: make([]bool, count), worth: make([]bool, count), sign: make([]signature, count), from: make([][]program.ID, count)}
	for id, v := range c.Values() {
		s.values[id] = v.Kind == program.KindWeight || v.Kind == program.KindInput && v.DType == program.F32
		s.sign[id] = sign(fmt.Sprint(v.Kind, v.Name))
		if v.Kind == program.KindInput {
			s.sign[id] = sign(fmt.Sprint(v.Kind))
			s.from[id] = []program.ID{program.ID(id)}
		}
	}
	any := false
	for _, n := range c.Nodes() {
		if n.Op == program.OpAdamW {
			return nil
		}
		if n.VJP || n.Op == program.OpCacheAppend || n.Op == program.OpSample || slices.ContainsFunc(n.In, func(id program.ID) bool { return !s.values[id] }) {
			continue
		}
		out := n.Out[0]
		s.values[out] = true
		text := fmt.Appendf(nil, "%s%+v", n.Op, n.Attr)
		s.worth[out] = n.Op == program.OpLinear || n.Op == program.OpPatchEmbed || n.Op == program.OpAttention
		for _, id := range n.In {
			text = append(text, s.sign[id][:]...)
			s.worth[out] = s.worth[out] || s.worth[id]
			for _, in := range s.from[id] { // which input is which matters, where there are several
				at := slices.Index(s.from[out], in)
				if at < 0 {
					at = len(s.from[out])
					s.from[out] = append(s.from[out], in)
				}
				text = binary.AppendUvarint(text, uint64(at))
			}
		}
		s.worth[out] = (s.worth[out] || len(s.from[out]) == 0) && c.Value(out).DType == program.F32
		s.sign[out] = sign(string(text))
	}
	for _, n := range c.Nodes() {
		for _, id := range n.In {
			if s.front(n, id) {
				any = true
				for _, in := range s.from[id] {
					if !slices.Contains(s.inputs, in) {
						s.inputs = append(s.inputs, in)
					}
				}
			}
		}
	}
	if !any {
		return nil
	}
	return s
}

// front tells whether a node that is not steady reads a value worth keeping. Where everything is steady nothing is kept: what
// a program returns for the same inputs is the caller's to keep.
func (s *steady) front(n program.Node, id program.ID) bool {
	return s.worth[id] && s.values[id] && (n.VJP || n.Op == program.OpCacheAppend || !s.values[n.Out[0]])
}

// choose picks the schedule: without what is kept already, with memory for what is to be kept, or the plain one.
func (r *run) choose(w want) (err error) {
	if st := r.steady; st != nil && !slices.ContainsFunc(w.edited, func(id program.ID) bool { return st.values[id] }) {
		w.keep = fill
		full := r.plan(w)
		if r.same, err = full.frame.resolve(r.compiled, full, r.sizes); err != nil {
			return err
		}
		keys := r.contents(full.front)
		r.kept = full.frame.kept[:0]
		missing := false
		for i := range full.front {
			a, ok := r.e.memo.get(keys[i])
			missing = missing || !ok
			r.kept = append(r.kept, a)
		}
		full.frame.kept = r.kept
		switch {
		case !missing:
			w.keep = reuse
			r.keys = nil
		case r.roomFor(full):
			r.schedule, r.keys = full, keys
			return nil
		default:
			w.keep, r.kept = keepNothing, nil
		}
	}
	r.schedule = r.plan(w)
	r.same, err = r.frame.resolve(r.compiled, r.schedule, r.sizes)
	return err
}

// roomFor makes memory for all values at the front, unless they are more than are kept at a time.
func (r *run) roomFor(s *schedule) bool {
	n := 0
	for _, id := range s.front {
		n += Array{Shape: s.frame.shapes[id]}.Len() * 4
	}
	if n > r.e.memo.limit/2 {
		return false
	}
	for i, id := range s.front {
		r.kept[i] = buffer(r.model.float, slices.Clone(s.frame.shapes[id]))
	}
	return true
}

// remember keeps the values that the step computed for it.
func (r *run) remember() {
	for i, k := range r.keys {
		r.e.memo.put(k, r.kept[i])
	}
}

// contents are the keys of values under the inputs of this step.
func (r *run) contents(ids []program.ID) []memoKey {
	hashes := make(map[program.ID]signature, len(r.steady.inputs))
	for _, id := range r.steady.inputs {
		hashes[id] = r.content(id)
	}
	keys := make([]memoKey, len(ids))
	for i, id := range ids {
		keys[i] = memoKey{model: r.model, version: r.model.version, value: r.steady.sign[id]}
		for at, in := range r.steady.from[id] {
			h := hashes[in]
			if at > 0 {
				h = sign(string(append(keys[i].inputs[:], h[:]...)))
			}
			keys[i].inputs = h
		}
	}
	return keys
}

// signature is 128 bits of two independent hashes.
type signature [16]byte

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

func sign(text string) (s signature) {
	for i, seed := range seeds {
		binary.LittleEndian.PutUint64(s[8*i:], maphash.String(seed, text))
	}
	return s
}

// content is the hash of an input: type, sizes and elements. Within a decode a tensor that is passed on is hashed once.
func (r *run) content(id program.ID) (s signature) {
	t := r.tensors[id]
	if s, ok := r.hashed[t]; ok {
		return s
	}
	head := fmt.Sprint(t.DType(), t.Shape())
	for i, seed := range seeds {
		var h maphash.Hash
		h.SetSeed(seed)
		h.WriteString(head)
		h.Write(raw.Of(t))
		binary.LittleEndian.PutUint64(s[8*i:], h.Sum64())
	}
	if r.hashed != nil {
		r.hashed[t] = s
	}
	return s
}

package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"wade/internal/near"
	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// model is named tensors under a policy, with the files that some of them are mapped from.
type model struct {
	float   tensor.DType // of activations, states and vectors
	kept    tensor.DType // of weights of rank 2 and more
	policy  backend.Policy
	packer  Packer // nil if there is none
	tensors map[string]*stored
	files   []io.Closer
	ahead   ahead
	version uint64 // grows whenever a weight is written
}

// stored is a weight or a state. A mapped one is read-only; own gives it memory of its own before it is written.
type stored struct {
	array  Array
	mapped bool
}

func (s *stored) own() {
	if s.mapped {
		a := buffer(s.array.dtype(), s.array.Shape)
		convert(a, s.array)
		s.array, s.mapped = a, false
	}
}

// type in which a tensor of a rank is kept.
func (m *model) keeps(rank int) tensor.DType {
	if rank >= 2 {
		return m.kept
	}
	return m.float
}

// packedSize is what a weight takes if the policy packs it.
func (m *model) packedSize(shape []int) (bytes int, ok bool) {
	if m.packer == nil {
		return 0, false
	}
	return m.packer.PackedSize(m.policy, shape)
}

// rounds tells whether a weight is not kept in the type of activations.
func (m *model) rounds(v program.Value) bool {
	if v.Kind != program.KindWeight {
		return false
	}
	shape, err := program.Bindings{}.Resolve(v.Shape)
	if err != nil {
		return false
	}
	_, packs := m.packedSize(shape)
	return packs || m.keeps(len(shape)) == tensor.BF16
}

// pack makes the packed form of a weight in memory of n bytes.
func (m *model) pack(name string, dst []byte, src Array) (Array, error) {
	if src.F64 != nil {
		wide := buffer(tensor.F32, src.Shape)
		convert(wide, src)
		src = wide
	}
	if err := m.packer.Pack(m.policy, dst, src); err != nil {
		return Array{}, fmt.Errorf("backend: %w: tensor %q under policy %s: %w", backend.ErrInvalid, name, m.policy, err)
	}
	return Array{Shape: src.Shape, Packed: &Packed{Policy: m.policy, Data: dst, packer: m.packer}}, nil
}

// unpack cannot fail but for a mistake of the kernels.
func (p *Packed) unpack(dst []float32, shape []int) {
	if err := p.packer.Unpack(p.Policy, dst, p.Data, shape); err != nil {
		panic(err)
	}
}

// put takes a copy of a tensor of the caller.
func (m *model) put(name string, t *tensor.Tensor) error {
	if t == nil {
		return invalidf("tensor %q is nil", name)
	}
	if t.DType() == tensor.I32 {
		return invalidf("tensor %q is i32, weights are floats", name)
	}
	return m.keep(name, view(t), borrowed)
}

// hold says whose memory an array is.
type hold int

const (
	borrowed hold = iota // the caller's: it is copied
	owned                // nobody else's
	inPlace              // of a file that stays mapped
)

// keep takes an array in, in the type or form that the policy wants.
func (m *model) keep(name string, src Array, h hold) error {
	m.version++
	if old, ok := m.tensors[name]; ok {
		if !slices.Equal(old.array.Shape, src.Shape) {
			return invalidf("tensor %q has shape %v in the model, the one given has %v", name, old.array.Shape, src.Shape)
		}
		old.own()
		convert(old.array, src)
		return nil
	}
	if n, ok := m.packedSize(src.Shape); ok {
		a, err := m.pack(name, make([]byte, n), src)
		if err == nil {
			m.tensors[name] = &stored{a, false}
		}
		return err
	}
	if want := m.keeps(len(src.Shape)); h != borrowed && src.dtype() == want {
		m.tensors[name] = &stored{src, h == inPlace}
	} else {
		a := buffer(want, src.Shape)
		convert(a, src)
		m.tensors[name] = &stored{a, false}
	}
	return nil
}

func (m *model) close() error {
	m.ahead.close()
	var errs []error
	for _, f := range m.files {
		errs = append(errs, f.Close())
	}
	m.files, m.tensors = nil, nil
	return errors.Join(errs...)
}

// Load keeps tensors as the policy says; those of files are used in place where their type is the one wanted.
func (e *executor) Load(ctx context.Context, spec backend.LoadSpec) (h backend.Model, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	policies := e.kernels.Describe().Policies
	if spec.Policy == "" && len(policies) > 0 {
		spec.Policy = policies[0]
	}
	if !slices.Contains(policies, spec.Policy) {
		return 0, fmt.Errorf("backend: load: policy %q: %w, it has %q", spec.Policy, backend.ErrUnsupported, policies)
	}
	m := &model{
		float:   e.kernels.Float(spec.Policy),
		kept:    e.kernels.Store(spec.Policy),
		policy:  spec.Policy,
		tensors: map[string]*stored{},
	}
	m.packer, _ = e.kernels.(Packer)
	defer func() {
		if h == 0 {
			_ = m.close()
		}
	}()
	l := &loading{m: m, alive: func() error { return e.alive(ctx) }, files: map[string]*weightFile{}}
	defer l.close()
	list, err := l.all(spec)
	if err != nil {
		return 0, err
	}
	if err := l.load(list); err != nil {
		return 0, err
	}
	for _, name := range slices.Sorted(maps.Keys(spec.Tensors)) {
		if err := e.alive(ctx); err != nil {
			return 0, err
		}
		if err := m.put(name, spec.Tensors[name]); err != nil {
			return 0, err
		}
	}
	h = backend.Model(e.handle())
	e.models[h] = m
	return h, nil
}

// Unload frees a model with its programs and sessions.
func (e *executor) Unload(ctx context.Context, h backend.Model) (err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	if _, err := find(e.models, "model", h); err != nil {
		return err
	}
	return e.drop(h)
}

func (e *executor) drop(h backend.Model) error {
	m := e.models[h]
	maps.DeleteFunc(e.programs, func(_ backend.Program, c *compiled) bool { return c.model == m })
	maps.DeleteFunc(e.sessions, func(_ backend.Session, s *session) bool { return s.model == m })
	delete(e.models, h)
	e.memo.forget(m)
	e.spares = spares{limit: e.spares.limit}
	return m.close()
}

// Fetch returns copies as float32.
func (e *executor) Fetch(ctx context.Context, h backend.Model, names ...string) (out map[string]*tensor.Tensor, err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return nil, err
	}
	defer e.leave()
	m, err := find(e.models, "model", h)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		names = slices.Collect(maps.Keys(m.tensors))
	}
	out = make(map[string]*tensor.Tensor, len(names))
	for _, name := range names {
		if err := e.alive(ctx); err != nil {
			return nil, err
		}
		s, ok := m.tensors[name]
		if !ok {
			return nil, fmt.Errorf("backend: fetch: %w", m.unknown(name))
		}
		a := buffer(tensor.F32, slices.Clone(s.array.Shape))
		convert(a, s.array)
		if out[name], err = tensor.FromF32(a.F32, tensor.Sizes(a.Shape...)...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unknown is the error about a name that the model lacks.
func (m *model) unknown(names ...string) error {
	have := slices.Sorted(maps.Keys(m.tensors))
	text := ""
	for i, name := range names {
		if i == 5 {
			text += fmt.Sprintf(" and %d more", len(names)-i)
			break
		}
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%q", name)
		if m := near.Matches(name, have, 3); len(m) > 0 {
			text += fmt.Sprintf(" (near matches: %q)", m)
		}
	}
	return fmt.Errorf("%w: the model of %d tensors has no %s", backend.ErrUnknownName, len(have), text)
}

// Store writes tensors; all of them are checked before the first is written.
func (e *executor) Store(ctx context.Context, h backend.Model, tensors map[string]*tensor.Tensor) (err error) {
	defer guard(&err)
	if err := e.enter(ctx); err != nil {
		return err
	}
	defer e.leave()
	m, err := find(e.models, "model", h)
	if err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(tensors))
	for _, name := range names {
		t := tensors[name]
		if t == nil || t.DType() == tensor.I32 {
			return invalidf("store: tensor %q is nil or i32, weights are floats", name)
		}
		if old, ok := m.tensors[name]; ok && !slices.Equal(old.array.Shape, t.Shape()) {
			return invalidf("store: tensor %q has shape %v in the model, the one given has %v", name, old.array.Shape, t.Shape())
		}
	}
	packed := map[string]Array{}
	for _, name := range names {
		src := view(tensors[name])
		if n, ok := m.packedSize(src.Shape); ok {
			if packed[name], err = m.pack(name, make([]byte, n), src); err != nil {
				return err
			}
		}
	}
	e.memo.forget(m)
	m.version++
	for _, name := range names {
		a, ok := packed[name]
		switch old := m.tensors[name]; {
		case ok && old != nil:
			old.array, old.mapped = a, false
		case ok:
			m.tensors[name] = &stored{a, false}
		default:
			if err := m.put(name, tensors[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

package family

import (
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/tensor"
)

// Tensors are what some files hold, by its published names. Those of package checkpoint do.
type Tensors interface {
	Names() []string
	Stored(name string) (backend.Stored, error)
	Tensor(name string) (*tensor.Tensor, error)
}

// set is one group of files, with the prefixes that its names may have before those of the rules.
type set struct {
	tensors  Tensors
	prefixes []string
	spare    []string        // beginnings of names that are known to be of no use
	used     map[string]bool // every name, and whether a weight asked for it
}

func newSet(t Tensors, spare []string, prefixes ...string) *set {
	s := &set{tensors: t, prefixes: append(prefixes, ""), spare: spare, used: map[string]bool{}}
	for _, n := range t.Names() {
		s.used[n] = false
	}
	return s
}

// find returns the name in the files of a published name.
func (s *set) find(name string) (string, bool) {
	for _, p := range s.prefixes {
		if _, ok := s.used[p+name]; ok {
			return p + name, true
		}
	}
	return "", false
}

// assembler collects the places of all weights of a configuration.
type assembler struct {
	config flamingo.Config
	rules  map[string]rule
	sets   []*set // the first that has a tensor gives it
	report *Report

	stored map[string]backend.Stored
	values map[string]*tensor.Tensor // what lies otherwise in the files than a backend takes it
}

func newAssembler(kind Kind, c flamingo.Config, sets []*set, groups ...[]rule) *assembler {
	a := &assembler{config: c, rules: map[string]rule{}, sets: sets, report: &Report{Kind: kind}, stored: map[string]backend.Stored{}, values: map[string]*tensor.Tensor{}}
	for _, g := range groups {
		for _, r := range g {
			a.rules[r.ours] = r
		}
	}
	return a
}

// into gives a model every weight that the files have, and a report of what does not fit.
func (a *assembler) into(m *Model) error {
	for _, w := range a.config.Weights() {
		a.report.Weights++
		if err := a.weight(w); err != nil {
			return err
		}
	}
	a.leftovers()
	m.Stored, m.Tensors, m.Report = a.stored, a.values, a.report
	return nil
}

// weight finds one weight, or reports that it is missing or wrong.
func (a *assembler) weight(w flamingo.WeightSpec) error {
	r, layer, ok := ruled(a.rules, w.Name)
	if !ok {
		return fmt.Errorf("family: no published %s checkpoint has a place for %s", a.report.Kind, w.Name)
	}
	if r.nth {
		layer = (layer - a.config.Gated.First) / a.config.Gated.Every
	}
	name, more := r.published(w.Name, layer)
	whole, from, in, err := a.get(name)
	if err != nil {
		return err
	}
	if whole == nil {
		a.report.Missing = append(a.report.Missing, Missing{Name: name, Weight: w.Name})
		return nil
	}
	wrong := func(have []int) error {
		a.report.Wrong = append(a.report.Wrong, Mismatch{Name: from, Weight: w.Name, Have: have, Want: w.Sizes})
		return nil
	}
	if r.turned {
		return a.turned(w, in, from)
	}
	s, err := r.take.from(*whole, a.config.LM.Heads)
	if err != nil {
		return wrong(whole.Sizes)
	}
	if more != "" {
		rest, _, _, err := a.get(more)
		if err != nil {
			return err
		}
		if rest != nil {
			if s, err = below(s, *rest); err != nil {
				return wrong(rest.Sizes)
			}
		}
	}
	// A table of more rows than there are tokens is filled up to a round number.
	if len(s.Sizes) == 2 && (w.Name == "lm.embed.w" || w.Name == "lm.head.w") && s.Sizes[0] > w.Sizes[0] && s.Sizes[1] == w.Sizes[1] {
		if s, err = rows(s, 0, w.Sizes[0]); err != nil {
			return err
		}
	}
	if s, ok = shaped(s, w.Sizes); !ok {
		return wrong(s.Sizes)
	}
	a.stored[w.Name] = s
	return nil
}

// turned reads a matrix that the files of a set have with its axes exchanged.
func (a *assembler) turned(w flamingo.WeightSpec, in *set, name string) error {
	t, err := in.tensors.Tensor(name)
	if err != nil {
		return fmt.Errorf("family: %w", err)
	}
	sizes := t.Shape()
	if len(sizes) != 2 || sizes[0] != w.Sizes[1] || sizes[1] != w.Sizes[0] {
		a.report.Wrong = append(a.report.Wrong, Mismatch{Name: name, Weight: w.Name, Have: sizes, Want: []int{w.Sizes[1], w.Sizes[0]}})
		return nil
	}
	from, to := t.ToF32(), make([]float32, t.Len())
	for i := range sizes[0] {
		for j := range sizes[1] {
			to[j*sizes[0]+i] = from[i*sizes[1]+j]
		}
	}
	a.values[w.Name], err = tensor.FromF32(to, tensor.Sizes(w.Sizes...)...)
	return err
}

// get looks a published tensor up: where it lies, its name there and the set that has it; nil if none has.
func (a *assembler) get(name string) (found *backend.Stored, from string, in *set, err error) {
	for _, s := range a.sets {
		n, ok := s.find(name)
		if !ok {
			continue
		}
		s.used[n] = true // also where another set comes before it
		if found != nil {
			continue
		}
		st, err := s.tensors.Stored(n)
		if err != nil {
			return nil, "", nil, fmt.Errorf("family: %w", err)
		}
		found, from, in = &st, n, s
	}
	return found, from, in, nil
}

// leftovers lists the tensors that no weight asked for.
func (a *assembler) leftovers() {
	for _, s := range a.sets {
		for _, n := range s.tensors.Names() {
			switch {
			case s.used[n]:
			case spare(n, s.spare):
				a.report.Unused = append(a.report.Unused, n)
			default:
				a.report.Surplus = append(a.report.Surplus, n)
			}
		}
	}
}

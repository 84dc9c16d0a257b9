package backendtest

import (
	"context"
	"slices"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/reference"
	"wade/sdk/program"
)

// Factory makes the backend under test. A factory that cannot (no such hardware) skips the test.
type Factory func(t *testing.T) backend.Backend

// Run tests everything that the interface promises. Subtests can be picked with -run.
func Run(t *testing.T, factory func(t *testing.T) backend.Backend) {
	for _, g := range []struct {
		name string
		test func(s *suite)
	}{
		{"Describe", describe},
		{"Operations", operations},
		{"NotFinite", notFinite},
		{"Laws", laws},
		{"Indices", indices},
		{"Edits", edits},
		{"Captures", captures},
		{"Chains", chains},
		{"Sessions", sessions},
		{"Decode", decode},
		{"Training", training},
		{"Weights", weights},
		{"Files", files},
		{"Pieces", pieces},
		{"Rounded", rounded},
		{"Packed", packed},
		{"Mistakes", mistakes},
		{"Handles", handles},
		{"Cancel", cancel},
		{"Concurrent", concurrent},
		{"Closed", closed},
	} {
		t.Run(g.name, func(t *testing.T) { g.test(newSuite(t, factory)) })
	}
}

// suite is a backend under test and the truth, within one test.
type suite struct {
	*testing.T
	factory Factory
	be      backend.Backend
	about   backend.Description
	truth   backend.Backend
}

func newSuite(t *testing.T, factory Factory) *suite {
	t.Helper()
	s := &suite{T: t, factory: factory, be: factory(t), truth: reference.New()}
	t.Cleanup(func() {
		_ = s.truth.Close()
		if err := s.be.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	var err error
	if s.about, err = s.be.Describe(t.Context()); err != nil {
		t.Fatalf("describe: %v", err)
	}
	return s
}

// sub runs f as a subtest on the same backend.
func (s *suite) sub(name string, f func(s *suite)) {
	s.T.Run(name, func(t *testing.T) {
		u := *s
		u.T = t
		f(&u)
	})
}

func (s *suite) ctx() context.Context { return s.Context() }

func (s *suite) runs(op program.Op) bool {
	return s.about.Ops == nil || slices.Contains(s.about.Ops, op)
}

func (s *suite) has(p backend.Policy) bool { return slices.Contains(s.about.Policies, p) }

func describe(s *suite) {
	if s.about.Name == "" || s.about.Version == "" {
		s.Errorf("name %q and version %q must not be empty: people see them", s.about.Name, s.about.Version)
	}
	if len(s.about.Policies) == 0 || s.about.Policies[0] == "" {
		s.Errorf("policies %q must name at least the default", s.about.Policies)
	}
	if !s.has(backend.F32) {
		s.Errorf("policies %q lack f32, which comparisons use", s.about.Policies)
	}
}

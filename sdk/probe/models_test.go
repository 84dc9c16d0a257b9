package probe_test

import (
	"testing"

	"wade/sdk"
	"wade/sdk/backend/reference"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/tensor"
)

// trained is pond on the backend that is always there.
func trained(t testing.TB) *flamingo.Model {
	t.Helper()
	m, err := sdk.Open(t.Context(), "pond", sdk.Backend("reference"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// opened is a model of these weights with pond's vocabulary.
func opened(t testing.TB, c flamingo.Config, w map[string]*tensor.Tensor) *flamingo.Model {
	t.Helper()
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	m, err := flamingo.Open(t.Context(), flamingo.Source{Config: c, Tokenizer: tok, Tensors: w}, flamingo.Shared(reference.New()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

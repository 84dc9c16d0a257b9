package serve_test

import (
	"context"

	"wade/sdk/backend"
	"wade/sdk/backend/serve"
)

// abacus can say what it is; embedding Unsupported answers the rest.
type abacus struct{ backend.Unsupported }

func (abacus) Describe(context.Context) (backend.Description, error) {
	return backend.Description{Name: "abacus", Version: "0.1", Policies: []backend.Policy{backend.F32}}, nil
}

// The main function of a plugin, built as wade-backend-abacus.
func Example() {
	serve.Main(abacus{}, nil)
}

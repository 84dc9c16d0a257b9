package backend_test

import (
	"context"
	"errors"
	"fmt"

	"wade/sdk/backend"
)

// describer is the beginning of a backend: it says what it is, and embeds the rest of the interface.
type describer struct{ backend.Unsupported }

func (describer) Describe(context.Context) (backend.Description, error) {
	return backend.Description{Name: "mine", Version: "0.1", Policies: []backend.Policy{backend.F32}}, nil
}

func ExampleUnsupported() {
	var be backend.Backend = describer{}
	d, _ := be.Describe(context.Background())
	_, err := be.Load(context.Background(), backend.LoadSpec{})
	fmt.Println(d.Name, d.Version)
	fmt.Println(err, errors.Is(err, backend.ErrUnsupported))
	// Output:
	// mine 0.1
	// backend: load: not supported by this backend true
}

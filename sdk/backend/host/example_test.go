package host_test

import (
	"context"
	"errors"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
)

// A backend that is not installed is an error of its own class, so that a program can do without.
func Example() {
	var b backend.Backend
	b, err := host.Open(context.Background(), "abacus", host.Options{})
	if errors.Is(err, backend.ErrUnavailable) {
		b = reference.New()
	}
	defer b.Close()
	d, err := b.Describe(context.Background())
	fmt.Println(d.Name, err)
	// Output: reference <nil>
}

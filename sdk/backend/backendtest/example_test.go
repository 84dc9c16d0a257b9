package backendtest_test

import (
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/backendtest"
	"wade/sdk/backend/reference"
)

// The two functions that a backend's own test file holds, with its constructor in place of the reference's.
func ExampleRun() {
	_ = func(t *testing.T) { // func TestConformance(t *testing.T)
		backendtest.Run(t, func(*testing.T) backend.Backend { return reference.New() })
	}
	_ = func(b *testing.B) { // func BenchmarkBackend(b *testing.B)
		backendtest.Bench(b, func(*testing.B) backend.Backend { return reference.New() })
	}
}

package backendtest_test

import (
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/backendtest"
	"wade/sdk/backend/reference"
)

func TestReference(t *testing.T) {
	backendtest.Run(t, func(*testing.T) backend.Backend { return reference.New() })
}

func BenchmarkReference(b *testing.B) {
	backendtest.Bench(b, func(*testing.B) backend.Backend { return reference.New() })
}

//go:build cgo

package cpu_test

import (
	"testing"

	native "wade/native/cpu"
	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/backendtest"
)

func TestConformance(t *testing.T) {
	for _, variant := range native.Variants() {
		t.Run(variant, func(t *testing.T) {
			backendtest.Run(t, func(t *testing.T) backend.Backend {
				be, err := cpu.New(cpu.Config{Variant: variant})
				if err != nil {
					t.Fatal(err)
				}
				return be
			})
		})
	}
}

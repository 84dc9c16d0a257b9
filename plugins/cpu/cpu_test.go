//go:build cgo

package cpu_test

import (
	"errors"
	"strings"
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

func TestDescription(t *testing.T) {
	be, err := cpu.New(cpu.Config{Variant: "generic", Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer be.Close()
	d, err := be.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d.Name != "cpu" || !strings.HasSuffix(d.Device, ", generic, 1 thread") || d.Threads != 1 || d.Details["variant"] != "generic" {
		t.Errorf("description %+v", d)
	}
}

func TestVariantThatIsNotThere(t *testing.T) {
	if _, err := cpu.New(cpu.Config{Variant: "avx1024"}); !errors.Is(err, backend.ErrUnavailable) || !strings.Contains(err.Error(), "avx512") {
		t.Errorf("error %v, want one that lists the variants", err)
	}
}

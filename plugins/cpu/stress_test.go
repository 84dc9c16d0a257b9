//go:build cgo

package cpu_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"wade/plugins/cpu"
	"wade/sdk/backend"
	"wade/sdk/backend/backendtest"
)

var stressTime = flag.Duration("stress", 200*time.Millisecond, "how long each number of threads is under stress")

func TestStress(t *testing.T) {
	for _, threads := range []int{1, 2, 3, 8} {
		t.Run(fmt.Sprintf("%d threads", threads), func(t *testing.T) {
			backendtest.Stress(t, func(t *testing.T) backend.Backend {
				be, err := cpu.New(cpu.Config{Threads: threads})
				if err != nil {
					t.Fatal(err)
				}
				return be
			}, 6, *stressTime)
		})
	}
}

package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// memory compares what the backend states that it holds with what its process has resident, in GB: weights in mapped files
// and all else.
func (w *worker) memory(ctx context.Context, r *result) error {
	d, err := w.Describe(ctx)
	if err != nil {
		return err
	}
	for _, name := range []string{"weights", "plan", "cache", "kept", "scratch"} {
		n, err := strconv.ParseInt(strings.TrimSuffix(d.Details[name], " bytes"), 10, 64)
		if err != nil {
			return fmt.Errorf("the backend does not state its %s: %w", name, err)
		}
		r.Stated += float64(n) / 1e9
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.pid))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); f[0] == "VmHWM:" {
			kb, err := strconv.ParseFloat(f[1], 64)
			r.Resident = kb * 1024 / 1e9
			return err
		}
	}
	return fmt.Errorf("process %d has no peak of memory", w.pid)
}

package train

import (
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	var b strings.Builder
	l := NewLines("few", &b)
	for step := 5; step <= 8; step++ { // a run that goes on at step 5
		l.Step(Point{Step: step, Loss: 1.5, Watch: map[string]float64{"gated.1.gate": 0.25, "gated.0.gate": -0.004, "heat": 14}}, 8)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2 || lines[0] != "few 5/8 loss 1.5000 · gated -0.00 0.25 · heat 14.00" || !strings.HasPrefix(lines[1], "few 8/8 ") || !strings.Contains(lines[1], " a step ") {
		t.Errorf("wrote %q, want the first step, and the last with the time of a step", lines)
	}
}

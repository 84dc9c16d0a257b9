package near

import (
	"slices"
	"testing"
)

func TestMatches(t *testing.T) {
	words := []string{"circle", "square", "triangle", "star", "xattn.0.gate", "xattn.1.gate"}
	for _, c := range []struct {
		name string
		want []string
	}{
		{"cirle", []string{"circle"}},
		{"STAR", []string{"star"}},
		{"gate", []string{"xattn.0.gate", "xattn.1.gate"}},
		{"zebra-crossing", nil},
		{"", nil},
	} {
		if got := Matches(c.name, words, 3); !slices.Equal(got, c.want) {
			t.Errorf("Matches(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

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
		{"circel", []string{"circle"}},
		{"tri", []string{"triangle"}},
		{"circle", nil},
		{"ab", nil},
		{"", nil},
	} {
		if got := Matches(c.name, words, 3); !slices.Equal(got, c.want) {
			t.Errorf("Matches(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestClosestFirst(t *testing.T) {
	names := []string{"Print", "Printf", "Println", "Sprint", "Errorf", "Generate"}
	for _, c := range []struct{ name, want string }{
		{"Printn", "Print"},
		{"Generat", "Generate"},
		{"Genreate", "Generate"},
		{"errorf", "Errorf"},
	} {
		if got := Matches(c.name, names, 3); len(got) == 0 || got[0] != c.want {
			t.Errorf("Matches(%q) = %q, want %q first", c.name, got, c.want)
		}
	}
}

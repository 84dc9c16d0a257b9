package engine

import (
	"context"
	"testing"
)

// What a keystroke costs.
func BenchmarkTyping(b *testing.B) {
	nb := newNotebook(b)
	if _, _, failed := nb.run(context.Background(), typingSetup); failed != "" {
		b.Fatal(failed)
	}
	for name, code := range map[string]string{
		"member":  "pt.",
		"package": "strings.",
		"name":    "po",
		"far":     "bytes.Buf",
		"nested":  "http.HandleFunc(\"/\", func(w http.ResponseWriter, r *http.Request) {\n\tfor i := range points {\n\t\tif q := points[i]; q.",
	} {
		b.Run("complete/"+name, func(b *testing.B) {
			for b.Loop() {
				if got := nb.e.Complete(context.Background(), code, len(code)); len(got.Matches) == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
	for name, code := range map[string]string{"function": "strings.ToUpper(", "type": "http.Client", "own": "compute"} {
		b.Run("inspect/"+name, func(b *testing.B) {
			for b.Loop() {
				if !nb.e.Inspect(context.Background(), code, len(code), 0).Found {
					b.Fatal("nothing")
				}
			}
		})
	}
}

package sdk_test

import (
	"testing"
	"time"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/program"
)

// BenchmarkGenerate answers four-shot prompts word by word: tokens a second, and the time to the first one with pictures new
// and known.
func BenchmarkGenerate(b *testing.B) {
	for _, name := range []string{"reference", "cpu"} {
		b.Run(name, func(b *testing.B) {
			m, err := sdk.Open(b.Context(), "pond", sdk.Untrained(1), sdk.Backend(name))
			if err != nil {
				b.Skip(err)
			}
			defer m.Close()
			endless := make([]float32, m.Config().LM.Vocab)
			end, err := m.Tokenizer().ID(m.Config().Tokens.End)
			if err != nil {
				b.Fatal(err)
			}
			endless[end] = -1e9
			m = m.With(flamingo.Edit{Tap: "logits", Kind: program.EditAdd, Data: endless})
			const tokens = 64
			var fresh, known, whole time.Duration
			for i := 0; b.Loop(); i++ {
				e, err := pond.NewEpisode("colour", 4, uint64(i))
				if err != nil {
					b.Fatal(err)
				}
				p := e.Prompt()
				for _, run := range []struct {
					sum *time.Duration
					n   int
				}{{&fresh, 1}, {&known, 1}, {&whole, tokens}} {
					start := time.Now()
					if _, err := m.Generate(b.Context(), p, flamingo.MaxTokens(run.n)); err != nil {
						b.Fatal(err)
					}
					*run.sum += time.Since(start)
				}
			}
			n := float64(b.N)
			b.ReportMetric(float64(fresh.Microseconds())/1000/n, "ms-first-new-pictures")
			b.ReportMetric(float64(known.Microseconds())/1000/n, "ms-first")
			b.ReportMetric((tokens-1)*n/(whole-known).Seconds(), "tokens/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

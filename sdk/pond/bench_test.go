package pond

import "testing"

func BenchmarkPairBatch(b *testing.B) {
	for i := range b.N {
		if _, err := PairBatch(0, i, 192); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTextBatch(b *testing.B) {
	for i := range b.N {
		if _, err := TextBatch(0, i, 64, 128); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEpisodeBatch(b *testing.B) {
	for i := range b.N {
		if _, err := EpisodeBatch(0, i, 48); err != nil {
			b.Fatal(err)
		}
	}
}

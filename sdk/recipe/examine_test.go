package recipe

import (
	"slices"
	"strings"
	"testing"

	"wade/sdk/backend/reference"
	"wade/sdk/pond"
	"wade/sdk/program"
)

// TestOnePassTellsWhatDecodingWould decodes word by word, one forward pass each, and compares with the single pass over the
// finished answer.
func TestOnePassTellsWhatDecodingWould(t *testing.T) {
	be := reference.New()
	defer be.Close()
	c := Defaults(FewShot).Config()
	weights, err := c.Init(3)
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range weights {
		if strings.HasSuffix(name, ".alpha") {
			w.F32()[0] = 1 // open gates, so that pictures count
		}
	}
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	eye, err := compile(t.Context(), be, weights, "see", func(b *program.Builder) program.ID { return see(b, c) })
	if err != nil {
		t.Fatal(err)
	}
	defer eye.close()
	m, err := compile(t.Context(), be, weights, "answer", func(b *program.Builder) program.ID { return greedy(b, c) })
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	episodes := make([]*pond.Episode, 3)
	for i, shots := range []int{2, 0, 1} { // rows of unequal length, so that padding and picture numbers matter
		if episodes[i], err = pond.NewEpisode("what-colour", shots, uint64(i)); err != nil {
			t.Fatal(err)
		}
	}
	words := func(episodes ...*pond.Episode) ([]int32, *sheet) {
		s, err := newSheet(c, tok, episodes)
		if err != nil {
			t.Fatal(err)
		}
		if s.inputs[inputMedia], err = eye.run(t.Context(), s.pictures); err != nil {
			t.Fatal(err)
		}
		out, err := m.run(t.Context(), s.inputs)
		if err != nil {
			t.Fatal(err)
		}
		return out.I32(), s
	}
	const length = 3
	var want []int32
	for _, e := range episodes {
		e.Answer = ""
		for range length {
			out, _ := words(e)
			next := out[len(out)-1]
			want = append(want, next)
			e.Answer = strings.TrimSpace(e.Answer + " " + tok.Token(next))
		}
	}
	out, s := words(episodes...)
	for i := range episodes {
		from := i * (length + 1)
		if got := out[from : from+length]; !slices.Equal(got, want[i*length:(i+1)*length]) {
			t.Errorf("episode %d: one pass finds %v, decoding %v", i, got, want[i*length:(i+1)*length])
		}
	}
	if n := s.right(s.want); n != len(episodes) {
		t.Errorf("%d of %d equal answers are right", n, len(episodes))
	}
	wrong := slices.Clone(s.want)
	wrong[1]++          // a word of the first
	wrong[2*length+1]++ // the end of the second
	if n := s.right(wrong); n != 1 {
		t.Errorf("%d answers are right, want the last one only", n)
	}
}

func TestSheetShowsEachTokenItsPicture(t *testing.T) {
	tok, err := pond.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	a, err := pond.NewEpisode("colour", 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	b, err := pond.NewEpisode("what-shape", 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSheet(Defaults(FewShot).Config(), tok, []*pond.Episode{a, b})
	if err != nil {
		t.Fatal(err)
	}
	// <bos> <image> output : RED <eoc> <image> output : BLUE, then <bos> <image> question : what shape is the object ? answer : RING
	const want = "-1 0 0 0 0 0 1 1 1 1 1 1 1 1"
	shape := s.inputs[inputImage].Shape()
	image := s.inputs[inputImage].I32()
	var got []string
	for _, x := range image[:shape[1]] {
		got = append(got, map[int32]string{-1: "-1", 0: "0", 1: "1", 2: "2"}[x])
	}
	if g := strings.Join(got, " "); !strings.HasPrefix(g, want[:len("-1 0 0 0 0 0 1 1 1 1")]) {
		t.Errorf("the first row sees pictures %s", g)
	}
	if second := image[shape[1]:]; second[0] != -1 || second[1] != 2 || second[len(second)-1] != 2 {
		t.Errorf("the second row sees pictures %v, want -1 and then its own, 2", second)
	}
	if n := s.pictures[inputImages].Shape()[0]; n != 3 {
		t.Errorf("%d pictures, want 3", n)
	}
	if rows := s.inputs[inputRows].I32(); rows[0] != 8 || rows[1] != 9 {
		t.Errorf("the first answer is read at rows %v, want 8 and 9", rows[:2])
	}
}

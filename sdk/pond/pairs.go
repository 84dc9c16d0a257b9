package pond

import (
	"wade/sdk/pond/internal/words"
	"wade/sdk/tensor"
)

// PairTokens is the length to which captions are padded in [Pairs]: <bos>, at most ten words, <eoc>.
const PairTokens = 12

// Pairs are pictures with their captions, for contrastive training.
type Pairs struct {
	// Images is f32 [n 3 48 48], normalised by [PixelMean] and [PixelStd].
	Images *tensor.Tensor
	// IDs is i32 [n 12]: <bos>, caption, <eoc>, then <pad>.
	IDs *tensor.Tensor
	// Lengths is i32 [n], the tokens of each row before the padding. With causal attention the row of <eoc>,
	// i*12 + Lengths[i] - 1 in the flattened batch, has seen the whole caption and none of the padding.
	Lengths *tensor.Tensor
	// Match is f32 [n n]: row i shares 1 among all captions equal to caption i. It is symmetric, so it
	// serves both directions.
	Match *tensor.Tensor
}

// PairBatch makes a batch of n pairs. Half of them come in groups that differ in shape only.
func PairBatch(seed uint64, step, n int) (*Pairs, error) {
	if err := checkSize(step, n); err != nil {
		return nil, err
	}
	images := make([]float32, n*3*pixels)
	ids := make([]int32, n*PairTokens) // words.Pad is 0
	lengths := make([]int32, n)
	captions := make([]string, n)
	rows(n, func(row int) {
		s, r := pairScene(seed, step, n, row)
		captions[row] = s.caption()
		line := append(ids[row*PairTokens:row*PairTokens:(row+1)*PairTokens], words.Bos)
		line = append(appendWords(line, captions[row]), words.Eoc)
		lengths[row] = int32(len(line))
		planes(&s, r, images[row*3*pixels:(row+1)*3*pixels])
	})
	b := &Pairs{}
	var err error
	if b.Images, err = tensor.FromF32(images, imageAxes("batch", n)...); err != nil {
		return nil, err
	}
	if b.IDs, err = tensor.FromI32(ids, rowAxes(n, PairTokens)...); err != nil {
		return nil, err
	}
	if b.Lengths, err = tensor.FromI32(lengths, tensor.Axis{Name: "batch", Size: n}); err != nil {
		return nil, err
	}
	b.Match, err = tensor.FromF32(match(captions), tensor.Axis{Name: "batch", Size: n}, tensor.Axis{Name: "captions", Size: n})
	return b, err
}

// pairScene returns the scene of a row and the stream that paints it.
func pairScene(seed uint64, step, n, row int) (scene, rng) {
	r := stream(forPairs, seed, uint64(step), uint64(row))
	if row >= n*sisterShare/100 {
		m := maker{rng: r}
		s := m.kind(pairScenes)
		return s, m.rng
	}
	family := maker{rng: stream(forPairs, seed, uint64(step), uint64(row/sisters), 1)}
	s := family.kind(pairScenes)
	nth := row % sisters
	if s.card {
		s.word = uint8(family.some(sisters, len(words.Colours))[nth])
		return s, r
	}
	alike := s.n == 1 || s.uniform()
	changed := family.intn(int(s.n))
	shape := uint8(family.some(sisters, len(words.Shapes))[nth])
	for i := range s.objects() {
		if alike || i == changed {
			s.objs[i].shape = shape
		}
	}
	return s, r
}

func match(captions []string) []float32 {
	n := len(captions)
	times := make(map[string]int, n)
	for _, c := range captions {
		times[c]++
	}
	m := make([]float32, n*n)
	for i, a := range captions {
		for j, b := range captions {
			if a == b {
				m[i*n+j] = 1 / float32(times[a])
			}
		}
	}
	return m
}

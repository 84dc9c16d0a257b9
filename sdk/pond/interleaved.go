package pond

import (
	"wade/sdk/pond/internal/words"
	"wade/sdk/tensor"
)

// Interleaved is a batch of episodes with pictures. T is the length of the longest row; shorter ones end in <pad>.
type Interleaved struct {
	// IDs is i32 [n T]: <bos>, then for each shot and the question <image> prompt answer <eoc>. Targets, of the same
	// shape, is the token that follows each.
	IDs, Targets *tensor.Tensor
	// Weights is f32 [n T]: 1 where the target belongs to an answer (its <eoc> included) that picture, prompt and the
	// shots before it settle, else 0.
	Weights *tensor.Tensor
	// Image is i32 [n T]: the latest <image> at or before the token as an index into Images, -1 before the first and in
	// the padding.
	Image *tensor.Tensor
	// Images is f32 [k 3 48 48], normalised by [PixelMean] and [PixelStd]; rows have theirs one after the other.
	Images *tensor.Tensor
}

// line is one row before it is padded; image counts from the row's first.
type line struct {
	ids, targets, image []int32
	weights             []float32
	scenes              []scene
	paint               rng
}

// EpisodeBatch makes n episodes of 0 to 8 shots with all tasks mixed. Every answer of an episode is trained, those of the
// shots too, unless nothing settles it: the first answer to "output :" other than a caption, or a made-up word not yet seen.
func EpisodeBatch(seed uint64, step, n int) (*Interleaved, error) {
	if err := checkSize(step, n); err != nil {
		return nil, err
	}
	lines := make([]line, n)
	rows(n, func(row int) { lines[row] = trainingLine(seed, step, row) })
	length, first, count := 0, make([]int, n), 0
	for row := range lines {
		length = max(length, len(lines[row].ids))
		first[row] = count
		count += len(lines[row].scenes)
	}
	ids, targets, weights, image := make([]int32, n*length), make([]int32, n*length), make([]float32, n*length), make([]int32, n*length)
	images := make([]float32, count*3*pixels)
	rows(n, func(row int) {
		l, at := &lines[row], row*length
		copy(ids[at:], l.ids)
		copy(targets[at:], l.targets)
		copy(weights[at:], l.weights)
		for i := range length {
			image[at+i] = -1
			if i < len(l.image) && l.image[i] >= 0 {
				image[at+i] = int32(first[row]) + l.image[i]
			}
		}
		for i := range l.scenes {
			k := first[row] + i
			planes(&l.scenes[i], stream(l.paint.next()), images[k*3*pixels:(k+1)*3*pixels])
		}
	})
	b := &Interleaved{}
	for _, f := range []struct {
		to   **tensor.Tensor
		data []int32
	}{{&b.IDs, ids}, {&b.Targets, targets}, {&b.Image, image}} {
		var err error
		if *f.to, err = tensor.FromI32(f.data, rowAxes(n, length)...); err != nil {
			return nil, err
		}
	}
	var err error
	if b.Weights, err = tensor.FromF32(weights, rowAxes(n, length)...); err != nil {
		return nil, err
	}
	b.Images, err = tensor.FromF32(images, imageAxes("images", count)...)
	return b, err
}

func trainingLine(seed uint64, step, row int) line {
	m := &maker{rng: stream(forEpisodes, seed, uint64(step), uint64(row))}
	t := pickTask(&m.rng, func(t *task) int { return t.pictures })
	shots := max(t.least, m.weighted(shotShares))
	return lay(t.items(m, shots+1), m.rng)
}

// lay writes items one after the other.
func lay(items []item, paint rng) line {
	l := line{paint: paint}
	ids, image, weights := []int32{words.Bos}, []int32{-1}, []float32{0}
	for i := range items {
		it := &items[i]
		l.scenes = append(l.scenes, it.scene)
		ids = appendWords(append(ids, words.Image), it.prompt)
		asked := len(ids)
		ids = append(appendWords(ids, it.answer), words.Eoc)
		for at := len(weights); at < len(ids); at++ {
			w := float32(0)
			if at >= asked && it.settled {
				w = 1
			}
			weights, image = append(weights, w), append(image, int32(i))
		}
	}
	last := len(ids) - 1
	l.ids, l.image, l.targets, l.weights = ids[:last], image[:last], ids[1:], weights[1:]
	return l
}

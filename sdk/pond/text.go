package pond

import (
	"fmt"

	"wade/sdk/pond/internal/words"
	"wade/sdk/tensor"
)

// Text is a batch of the text corpus.
type Text struct {
	// IDs is i32 [n length]; Targets, of the same shape, is the token that follows each.
	IDs, Targets *tensor.Tensor
	// Weights is f32 [n length]: 1 where the target belongs to an answer or a copy, 0.1 in prompts and the telling of
	// scenes, 0 where nothing foretells it.
	Weights *tensor.Tensor
}

// TextBatch makes n rows of text, without padding. A document begins with <bos>. It holds up to nine chunks, as in
//
//	<bos> scene : a large red circle on the left . output : red <eoc> scene : ...
//
// or random words four times over; a row holds one kind or the other. A quarter of the documents that ask have <image> in
// place of the scene, so that only habit can answer: here, and nowhere else, shapes have favourite colours.
func TextBatch(seed uint64, step, n, length int) (*Text, error) {
	if err := checkSize(step, n); err != nil {
		return nil, err
	}
	if length < 1 || length > maxRows {
		return nil, fmt.Errorf("pond: rows of %d tokens; ask for 1 to %d", length, maxRows)
	}
	ids, targets, weights := make([]int32, n*length), make([]int32, n*length), make([]float32, n*length)
	rows(n, func(row int) {
		m := &maker{rng: stream(forText, seed, uint64(step), uint64(row)), prior: true}
		var d document
		next := m.document
		if m.percent(copyShare) {
			next = m.copied
		}
		for len(d.ids) <= length {
			d.add(0, words.Bos) // where a document ends is left to chance
			next(&d)
		}
		at := row * length
		copy(ids[at:at+length], d.ids)
		copy(targets[at:at+length], d.ids[1:])
		for i := range length {
			weights[at+i] = d.weights[i+1]
		}
	})
	t := &Text{}
	var err error
	if t.IDs, err = tensor.FromI32(ids, rowAxes(n, length)...); err != nil {
		return nil, err
	}
	if t.Targets, err = tensor.FromI32(targets, rowAxes(n, length)...); err != nil {
		return nil, err
	}
	t.Weights, err = tensor.FromF32(weights, rowAxes(n, length)...)
	return t, err
}

// document is a growing row of text with the weight of each token as a target.
type document struct {
	ids     []int32
	weights []float32
}

func (d *document) add(weight float32, ids ...int32) {
	for _, id := range ids {
		d.ids, d.weights = append(d.ids, id), append(d.weights, weight)
	}
}

// copied appends random words, four times over.
func (m *maker) copied(d *document) {
	kinds := m.some(m.between(copyLeast, copyMost), len(words.All)-words.Specials)
	for turn := range copies {
		for _, k := range kinds {
			d.add(float32(min(turn, 1)), int32(words.Specials+k))
		}
	}
}

// document appends chunks of one task. Names that no one can know yet are not trained; other answers always are, for they
// make habits.
func (m *maker) document(d *document) {
	t := pickTask(&m.rng, func(t *task) int { return t.text })
	told := t.alwaysTold() || m.percent(toldShare)
	for _, it := range t.items(m, documentChunks) {
		weight := float32(1)
		if t.alwaysTold() && !it.settled {
			weight = 0
		}
		d.add(toldWeight, appendWords(nil, it.opening(told))...)
		d.add(weight, appendWords(nil, it.answer+" <eoc>")...)
	}
}

// alwaysTold: what a made-up word means cannot be guessed.
func (t *task) alwaysTold() bool { return t.least > 1 }

// opening is the chunk in words, up to the answer.
func (it *item) opening(told bool) string {
	scene := "<image> "
	if told {
		scene = "scene : " + it.scene.caption() + " . "
	}
	return scene + it.prompt
}

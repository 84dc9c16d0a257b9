package recipe

import (
	"context"
	"fmt"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/program"
	"wade/sdk/tensor"
	"wade/sdk/tokenize"
)

// Exam says what is asked of a model.
type Exam struct {
	Tasks []string `json:"tasks"` // of pond.Tasks, and the paired exams below
	Shots []int    `json:"shots"` // numbers of examples before the question
	Count int      `json:"count"` // questions for each task and number of shots
	Texts int      `json:"texts"` // documents for the text loss
	Pairs int      `json:"pairs"` // pictures and captions in each of four batches for retrieval
	Seed  uint64   `json:"seed"`
}

// The exams in pairs, which pond makes apart from its tasks.
const (
	Stroop         = "stroop"          // a card whose word and ink differ, asked for each
	ExistencePairs = "existence-pairs" // a picture asked for something present and for something absent
)

// FullExam asks 200 questions of everything at 0, 1, 2, 4 and 8 shots.
func FullExam() Exam {
	return Exam{
		Tasks: append(pond.Tasks(), Stroop, ExistencePairs), Shots: []int{0, 1, 2, 4, 8}, Count: 200,
		Texts: 128, Pairs: 192, Seed: 1,
	}
}

// Score is how a model did in one task with a number of shots.
type Score struct {
	Task     string  `json:"task"`
	Shots    int     `json:"shots"`
	Closed   bool    `json:"closed,omitempty"` // gates held at 0: the model is blind
	Right    int     `json:"right"`
	Count    int     `json:"count"`
	Accuracy float64 `json:"accuracy"` // share of answers right in every word, the end included
}

const chunk = 40 // episodes in a step

// Examine asks a model held-out questions, with gates open and closed, and compares greedy answers.
//
// An answer is greedy and right if and only if each of its words, the closing token included, has the largest logit when the
// right words stand before it. So one pass over prompt and right answer tells what decoding word by word would: whether it
// arrives at exactly that answer. An exam that takes long shows a bar.
func Examine(ctx context.Context, be backend.Backend, c flamingo.Config, weights map[string]*tensor.Tensor, x Exam, done func(Score)) (scores []Score, err error) {
	ctx, bar := display.Begin(ctx, "exam", 2*len(x.Tasks)*len(x.Shots))
	defer func() { bar.End(err) }()
	tok, err := pond.Tokenizer()
	if err != nil {
		return nil, err
	}
	eye, err := compile(ctx, be, weights, "exam.see", func(b *program.Builder) program.ID { return see(b, c) })
	if err != nil {
		return nil, err
	}
	defer eye.close()
	m, err := compile(ctx, be, weights, "exam.answer", func(b *program.Builder) program.ID { return greedy(b, c) })
	if err != nil {
		return nil, err
	}
	defer m.close()
	var blind []program.Edit
	for _, name := range Gates(c) {
		blind = append(blind, program.Edit{Value: name, Kind: program.EditReplace, Data: []float32{0}})
	}
	for _, task := range x.Tasks {
		for _, shots := range x.Shots {
			episodes, err := x.episodes(task, shots)
			if err != nil {
				return nil, err
			}
			open, closed := Score{Task: task, Shots: shots}, Score{Task: task, Shots: shots, Closed: true}
			for part := range slices.Chunk(episodes, chunk) {
				s, err := newSheet(c, tok, part)
				if err != nil {
					return nil, err
				}
				if s.inputs[inputMedia], err = eye.run(ctx, s.pictures); err != nil {
					return nil, err
				}
				for _, score := range []*Score{&open, &closed} {
					edits := blind
					if !score.Closed {
						edits = nil
					}
					words, err := m.run(ctx, s.inputs, edits...)
					if err != nil {
						return nil, err
					}
					score.Right += s.right(words.I32())
					score.Count += len(part)
				}
			}
			for _, score := range []*Score{&open, &closed} {
				score.Accuracy = float64(score.Right) / float64(score.Count)
				scores = append(scores, *score)
				bar.Set(len(scores), task)
				if done != nil {
					done(*score)
				}
			}
		}
	}
	return scores, nil
}

// greedy is the likeliest word at each place of an answer, [answers 1].
func greedy(b *program.Builder, c flamingo.Config) program.ID {
	media := b.Input(inputMedia, program.Of("images", c.Resampler.Latents, c.ViT.Width))
	answers := b.GatherRows("answers", answerLogits(b, c, media), b.Ints(inputRows, program.Of("answers")))
	return b.TopK("greedy", answers, 1)
}

// episodes of a task; the paired exams give half as many pairs.
func (x Exam) episodes(task string, shots int) ([]*pond.Episode, error) {
	switch task {
	case Stroop:
		return pond.StroopExam(shots, max(1, x.Count/2), x.Seed)
	case ExistencePairs:
		return pond.ExistenceExam(shots, max(1, x.Count/2), x.Seed)
	}
	return pond.Exam(task, shots, x.Count, x.Seed)
}

// Inputs of the program that answers.
const (
	inputRows  = "rows"  // [answers], rows of the flattened logits that foretell a word of an answer
	inputMedia = "media" // [images latents width]
)

// sheet is a batch of episodes with their right answers.
type sheet struct {
	pictures map[string]*tensor.Tensor // input of the program that sees
	inputs   map[string]*tensor.Tensor // of the one that answers, but for the latents
	want     []int32                   // the words of all answers
	ends     []int                     // where in want each answer ends
}

func newSheet(c flamingo.Config, tok *tokenize.Tokenizer, episodes []*pond.Episode) (*sheet, error) {
	s := &sheet{}
	rows := make([][]int32, len(episodes))
	asked := make([]int, len(episodes)) // tokens before the answer
	var pixels []float32
	var first []int
	length, images := 0, 0
	for i, e := range episodes {
		text := c.Tokens.Begin
		first = append(first, images)
		for _, shot := range e.Shots {
			text += " " + c.Tokens.Image + " " + shot.Prompt + " " + shot.Answer + " " + c.Tokens.End
		}
		text += " " + c.Tokens.Image + " " + e.Query.Prompt
		prompt, err := tok.Encode(text)
		if err != nil {
			return nil, err
		}
		answer, err := tok.Encode(e.Answer + " " + c.Tokens.End)
		if err != nil {
			return nil, err
		}
		asked[i] = len(prompt)
		rows[i] = append(prompt, answer...)
		s.want = append(s.want, answer...)
		s.ends = append(s.ends, len(s.want))
		length = max(length, len(rows[i])-1)
		for _, shot := range append(e.Shots[:len(e.Shots):len(e.Shots)], pond.Shot{Picture: e.Query.Picture}) {
			if pixels, err = appendPixels(pixels, c, shot.Picture); err != nil {
				return nil, err
			}
			images++
		}
	}
	if length > c.LM.Context {
		return nil, fmt.Errorf("recipe: an episode of %d tokens does not fit the context of %d: ask for fewer shots", length, c.LM.Context)
	}
	imageID, err := tok.ID(c.Tokens.Image)
	if err != nil {
		return nil, err
	}
	n := len(episodes)
	ids, image := make([]int32, n*length), make([]int32, n*length)
	var at []int32
	for i, row := range rows {
		seen := int32(-1)
		for j := range length {
			if j < len(row)-1 {
				ids[i*length+j] = row[j]
				if row[j] == imageID {
					seen = max(seen, int32(first[i])-1) + 1
				}
			}
			image[i*length+j] = seen
		}
		for j := asked[i] - 1; j < len(row)-1; j++ {
			at = append(at, int32(i*length+j))
		}
	}
	s.inputs = map[string]*tensor.Tensor{}
	set := func(name string, t *tensor.Tensor, e error) {
		if s.inputs[name] = t; err == nil {
			err = e
		}
	}
	t, e := tensor.FromI32(ids, tensor.Sizes(n, length)...)
	set(inputIDs, t, e)
	t, e = tensor.FromI32(image, tensor.Sizes(n, length)...)
	set(inputImage, t, e)
	t, e = positions(n, length)
	set(inputPositions, t, e)
	t, e = tensor.FromI32(at)
	set(inputRows, t, e)
	if err != nil {
		return nil, err
	}
	t, err = tensor.FromF32(pixels, tensor.Sizes(images, c.ViT.Channels(), c.ViT.Image, c.ViT.Image)...)
	s.pictures = map[string]*tensor.Tensor{inputImages: t}
	return s, err
}

func appendPixels(pixels []float32, c flamingo.Config, p *pond.Picture) ([]float32, error) {
	t, err := p.Tensor()
	if err != nil {
		return nil, err
	}
	plane := t.Len() / c.ViT.Channels()
	for i, x := range t.F32() {
		pixels = append(pixels, (x-c.ViT.Mean[i/plane])/c.ViT.Std[i/plane])
	}
	return pixels, nil
}

// right counts the answers in which every greedy word is the right one.
func (s *sheet) right(greedy []int32) int {
	n, from := 0, 0
	for _, end := range s.ends {
		if slices.Equal(greedy[from:end], s.want[from:end]) {
			n++
		}
		from = end
	}
	return n
}

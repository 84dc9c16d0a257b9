package pond

import (
	"fmt"
	"strings"

	"wade/sdk/pond/internal/words"
)

// Exam lists count episodes of a task, numbered by seed: the same arguments give the same exam.
func Exam(taskName string, shots, count int, seed uint64) ([]*Episode, error) {
	if err := checkCount(count); err != nil {
		return nil, err
	}
	all := make([]*Episode, count)
	for i := range all {
		r := stream(forExam, seed, uint64(i))
		e, err := NewEpisode(taskName, shots, r.next())
		if err != nil {
			return nil, err
		}
		all[i] = e
	}
	return all, nil
}

// StroopExam lists count pairs of episodes, one after the other: the same shots and card, asked first for the ink and then
// for the word, which always differ.
func StroopExam(shots, count int, seed uint64) ([]*Episode, error) {
	return pairedExam(shots, count, seed, "ink", "word", func(m *maker) (item, item) {
		s := m.card()
		s.word = uint8(m.other(len(words.Colours), int(s.ink)))
		return askInk(s), askWord(s)
	})
}

// ExistenceExam lists count pairs of episodes, one after the other: a picture asked first for something present and then
// for something absent, mostly of a like shape or colour.
func ExistenceExam(shots, count int, seed uint64) ([]*Episode, error) {
	return pairedExam(shots, count, seed, "existence", "existence", func(m *maker) (item, item) {
		s := m.kind(existenceScenes)
		form := m.weighted(existenceForms)
		return m.present(&s, form), m.absent(&s, form)
	})
}

// pairedExam gives both episodes of a pair the same picture, and shots of their own tasks.
func pairedExam(shots, count int, seed uint64, first, second string, ask func(*maker) (item, item)) ([]*Episode, error) {
	if err := checkCount(count); err != nil {
		return nil, err
	}
	var all []*Episode
	for i := range count {
		r := stream(forExam, seed, uint64(i), hash(first), hash(second))
		m := &maker{rng: stream(r.next())}
		a, b := ask(m)
		shotSeed, paint := r.next(), stream(r.next())
		for _, it := range []struct {
			task string
			item item
		}{{first, a}, {second, b}} {
			e, err := NewEpisode(it.task, shots, shotSeed)
			if err != nil {
				return nil, err
			}
			e.Query, e.Answer = Query{newPicture(it.item.scene, paint), it.item.prompt}, it.item.answer
			all = append(all, e)
		}
	}
	return all, nil
}

func checkCount(count int) error {
	if count < 1 || count > maxRows {
		return fmt.Errorf("pond: an exam of %d questions; ask for 1 to %d", count, maxRows)
	}
	return nil
}

// Score is the share of answers that are right as a whole, white space aside. What got lacks counts as wrong.
func Score(got, want []string) float64 {
	right := 0
	for i, w := range want {
		if i < len(got) && strings.Join(strings.Fields(got[i]), " ") == strings.Join(strings.Fields(w), " ") {
			right++
		}
	}
	return float64(right) / float64(max(1, len(want)))
}

package eval

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/rices"
)

// chooser picks the shots for questions.
type chooser struct {
	*Data
	settings Settings
	pools    map[string][]int // by task: examples that may be shots, in rising order
	index    *rices.Index     // of those with pictures, at
	at       []int
}

func newChooser(ctx context.Context, m *flamingo.Model, d *Data, s Settings) (*chooser, error) {
	c := &chooser{Data: d, settings: s, pools: map[string][]int{}}
	marked := map[string]bool{}
	for _, e := range d.Examples {
		marked[e.Task] = marked[e.Task] || e.Split == splitShots
	}
	for i, e := range d.Examples {
		if !marked[e.Task] || e.Split == splitShots {
			c.pools[e.Task] = append(c.pools[e.Task], i)
		}
	}
	most := max(slices.Max(s.Shots), s.TextShots)
	for _, i := range c.questions() {
		e := d.Examples[i]
		if have := len(c.others(i)); have < most {
			return nil, d.at(e, fmt.Errorf("%d shots are wanted, the data set has %d for this question%s", most, have, ofTask(e.Task)))
		}
	}
	if !s.RICES || slices.Max(s.Shots) == 0 {
		return c, nil
	}
	files := true
	for i, e := range d.Examples {
		if e.Image != "" {
			c.at = append(c.at, i)
			files = files && !e.inline()
		}
	}
	var err error
	if files {
		paths := make([]string, len(c.at))
		for k, i := range c.at {
			paths[k] = d.file(d.Examples[i])
		}
		c.index, err = rices.Files(ctx, m, paths)
		return c, err
	}
	pictures := make([]prompt.Picture, len(c.at))
	for k, i := range c.at {
		if pictures[k], err = c.shown(d.Examples[i]); err != nil {
			return nil, err
		}
	}
	c.index, err = rices.Of(ctx, m, pictures)
	return c, err
}

func ofTask(task string) string {
	if task == "" {
		return ""
	}
	return " of task " + task
}

// questions lists the examples that are asked.
func (c *chooser) questions() []int {
	var all []int
	for i, e := range c.Examples {
		if e.Split != splitShots && (c.settings.Limit == 0 || len(all) < c.settings.Limit) {
			all = append(all, i)
		}
	}
	return all
}

// others are the examples that may be shots of a question: not itself.
func (c *chooser) others(question int) []int {
	pool := slices.Clone(c.pools[c.Examples[question].Task])
	return slices.DeleteFunc(pool, func(i int) bool { return i == question })
}

// shots picks n examples for a question, in the order in which they stand: at random by the seed and the question alone, so that it does
// not matter what else is asked, or the most similar ones.
func (c *chooser) shots(question, n int, seed uint64) ([]int, error) {
	if n == 0 {
		return nil, nil
	}
	pool := c.others(question)
	if c.index == nil {
		h := fnv.New64a()
		_, _ = h.Write([]byte(c.Examples[question].ID)) // a hash takes everything
		rng := rand.New(rand.NewPCG(seed, h.Sum64()))
		rng.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
		return pool[:n], nil
	}
	at := slices.Index(c.at, question)
	if at < 0 {
		return nil, c.Data.at(c.Examples[question], fmt.Errorf("the question has no picture, so no shot is like it; draw shots at random"))
	}
	hits, err := c.index.Like(at, c.index.Len())
	if err != nil {
		return nil, err
	}
	var found []int
	for _, h := range hits {
		if _, ok := slices.BinarySearch(pool, c.at[h.At]); ok {
			found = append(found, c.at[h.At])
		}
	}
	if len(found) < n {
		return nil, c.Data.at(c.Examples[question], fmt.Errorf("%d shots are wanted, %d of them have pictures", n, len(found)))
	}
	return found[len(found)-n:], nil
}

// prompt lays a question out after its shots; without pictures they are words alone.
func (c *chooser) prompt(question int, shots []int, pictures bool) (*prompt.Prompt, error) {
	p := prompt.New().As(c.settings.template())
	for _, i := range shots {
		e := c.Examples[i]
		seen := e
		if !pictures {
			seen.Image = ""
		}
		shown, err := c.shown(seen)
		if err != nil {
			return nil, err
		}
		p = p.Shot(shown, c.settings.asked(e), e.Answers[0])
	}
	e := c.Examples[question]
	shown, err := c.shown(e)
	if err != nil {
		return nil, err
	}
	if p = p.Ask(shown, c.settings.asked(e)); p.Err() != nil {
		return nil, c.Data.at(e, p.Err())
	}
	return p, nil
}

// shown is the picture of an example, nil itself if it has none.
func (c *chooser) shown(e Example) (prompt.Picture, error) {
	p, err := c.picture(e)
	if p == nil {
		return nil, err
	}
	return p, err
}

package pond

import (
	"fmt"
	"slices"

	"wade/sdk/pond/internal/words"
)

// item is one chunk of an episode: a scene, what is asked and what is right. It is settled if scene, prompt and the
// items before it leave one answer; only settled answers are trained.
type item struct {
	scene          scene
	prompt, answer string
	settled        bool
}

// task makes the chunks of episodes. Shares are of the text documents that ask, and of the episodes with pictures.
type task struct {
	name     string
	text     int
	pictures int
	least    int // shots from which on the question can be answered
	items    func(m *maker, n int) []item
}

var tasks = []task{
	{"caption", 6, 9, 0, fromShots(true, captioned)},
	{"colour", 4, 5, 1, fromShots(false, colour)},
	{"shape", 4, 10, 1, fromShots(false, shape)},
	{"count", 4, 6, 1, fromShots(false, count)},
	{"place", 4, 5, 1, fromShots(false, place)},
	{"what-colour", 6, 5, 0, each(whatColour)},
	{"what-shape", 4, 9, 0, each(whatShape)},
	{"which-colour", 6, 5, 0, each(whichColour)},
	{"existence", 14, 22, 0, each(existence)},
	{"ink", 2, 3, 0, each(ink)},
	{"word", 2, 3, 0, each(word)},
	{"binding-2", 22, 9, 2, bindings(2)},
	{"binding-3", 22, 9, 3, bindings(3)},
}

// Tasks names what can be asked. caption, colour, shape, count and place share the prompt "output :", so only the shots tell
// them apart; what-colour, what-shape, which-colour (of one object among several), existence, ink and word ask in words;
// binding-2 and binding-3 give two or three made-up words a meaning for one episode.
func Tasks() []string {
	names := make([]string, len(tasks))
	for i := range tasks {
		names[i] = tasks[i].name
	}
	return names
}

func taskNamed(name string) (*task, error) {
	names := Tasks()
	if i := slices.Index(names, name); i >= 0 {
		return &tasks[i], nil
	}
	return nil, fmt.Errorf("%w: no task %q%s", ErrUnknown, short(name), didYouMean(short(name), names))
}

// pickTask draws a task by the shares of one corpus.
func pickTask(r *rng, share func(*task) int) *task {
	shares := make([]int, len(tasks))
	for i := range tasks {
		shares[i] = share(&tasks[i])
	}
	return &tasks[r.weighted(shares)]
}

func each(one func(*maker) item) func(*maker, int) []item {
	return func(m *maker, n int) []item {
		items := make([]item, n)
		for i := range items {
			items[i] = one(m)
			items[i].settled = true
		}
		return items
	}
}

// fromShots makes items that all ask "output :". Without a shot the caption is what is meant: the usual thing to
// say about a picture, and so the others are not trained there.
func fromShots(usual bool, one func(*maker) item) func(*maker, int) []item {
	return func(m *maker, n int) []item {
		items := each(one)(m, n)
		for i := range items {
			items[i].prompt, items[i].settled = "output :", usual || i > 0
		}
		return items
	}
}

func captioned(m *maker) item {
	s := m.kind(captionScenes)
	return item{scene: s, answer: s.caption()}
}

// plain is one object, or now and then several alike, of which colour and shape can be asked as well.
func (m *maker) plain() scene {
	if m.percent(80) {
		return m.single()
	}
	return m.same()
}

func colour(m *maker) item {
	s := m.plain()
	return item{scene: s, answer: words.Colours[s.objs[0].colour]}
}

func shape(m *maker) item {
	s := m.plain()
	return item{scene: s, answer: words.Shapes[s.objs[0].shape]}
}

func count(m *maker) item {
	var s scene
	switch n := m.between(1, 4); {
	case n == 1:
		s = m.single()
	case m.percent(50):
		s = m.alike(n)
	default:
		s = m.mixed(n)
	}
	return item{scene: s, answer: words.Numbers[s.n-1]}
}

func place(m *maker) item {
	s := m.single()
	return item{scene: s, answer: words.Places[s.objs[0].place]}
}

func question(text string) string { return "question : " + text + " ? answer :" }

func whatColour(m *maker) item {
	s := m.single()
	thing := "object"
	if m.percent(namedShare) {
		thing = words.Shapes[s.objs[0].shape]
	}
	return item{scene: s, prompt: question("what colour is the " + thing), answer: words.Colours[s.objs[0].colour]}
}

func whatShape(m *maker) item {
	s := m.single()
	return item{scene: s, prompt: question("what shape is the object"), answer: words.Shapes[s.objs[0].shape]}
}

// whichColour asks about an object whose shape no other one has.
func whichColour(m *maker) item {
	for {
		s := m.mixed(m.between(2, 4))
		o := s.objs[m.intn(int(s.n))]
		alone := 0
		for _, p := range s.objects() {
			if p.shape == o.shape {
				alone++
			}
		}
		if alone == 1 {
			return item{scene: s, prompt: question("what colour is the " + words.Shapes[o.shape]), answer: words.Colours[o.colour]}
		}
	}
}

func ink(m *maker) item { return askInk(m.card()) }

func word(m *maker) item { return askWord(m.card()) }

func askInk(s scene) item {
	return item{scene: s, prompt: question("what colour is the ink"), answer: words.Colours[s.ink]}
}

func askWord(s scene) item {
	return item{scene: s, prompt: question("what is the word"), answer: words.Colours[s.word]}
}

package pond

import (
	"strings"

	"wade/sdk/pond/internal/words"
)

// object is a thing in a scene; the fields are indices into the word classes. A place from quadrant on is one of
// four quadrants in reading order.
type object struct{ shape, colour, size, place uint8 }

const (
	centre   = 4
	quadrant = 5
	small    = 0
)

// scene is a picture before it is painted: a card, or n objects.
type scene struct {
	card      bool
	word, ink uint8
	n         uint8
	objs      [4]object
}

func (s *scene) objects() []object { return s.objs[:s.n] }

// uniform: several objects of one shape and colour.
func (s *scene) uniform() bool {
	for _, o := range s.objects() {
		if o.shape != s.objs[0].shape || o.colour != s.objs[0].colour {
			return false
		}
	}
	return s.n > 1
}

func (s *scene) has(shape, colour uint8) bool {
	for _, o := range s.objects() {
		if o.shape == shape && o.colour == colour {
			return true
		}
	}
	return false
}

func (o object) noun() string { return words.Colours[o.colour] + " " + words.Shapes[o.shape] }

// place as it stands in a caption.
func placed(place uint8) string {
	if place == centre {
		return "in the centre"
	}
	return "on the " + words.Places[place]
}

// caption tells the scene in at most ten words.
func (s *scene) caption() string {
	switch {
	case s.card:
		return "the word " + words.Colours[s.word] + " in " + words.Colours[s.ink] + " ink"
	case s.n == 1:
		o := s.objs[0]
		return "a " + words.Sizes[o.size] + " " + o.noun() + " " + placed(o.place)
	case s.uniform():
		o := s.objs[0]
		return words.Numbers[s.n-1] + " " + words.Colours[o.colour] + " " + words.Plurals[o.shape]
	}
	var b strings.Builder
	for i, o := range s.objects() {
		switch i {
		case 0:
		case int(s.n) - 1:
			b.WriteString(" and ")
		default:
			b.WriteString(" ")
		}
		b.WriteString(o.noun())
	}
	return b.String()
}

// maker invents scenes; prior plants the favourite colours, for text only.
type maker struct {
	rng
	prior bool
}

func (m *maker) object() object {
	o := object{shape: uint8(m.intn(len(words.Shapes)))}
	o.colour = m.colour(o.shape)
	return o
}

func (m *maker) colour(shape uint8) uint8 {
	if !m.prior {
		return uint8(m.intn(len(words.Colours)))
	}
	f := favourites[shape]
	if m.percent(priorShare) {
		return uint8(f)
	}
	return uint8(m.other(len(words.Colours), f))
}

func (m *maker) single() scene {
	s := scene{n: 1}
	s.objs[0] = m.object()
	s.objs[0].size = uint8(m.intn(len(words.Sizes)))
	s.objs[0].place = uint8(m.intn(len(words.Places)))
	return s
}

// quadrants sets the places of n small objects, in reading order so that a caption follows from the picture.
func (m *maker) quadrants(s *scene) {
	free := m.some(int(s.n), 4)
	k := 0
	for q := range 4 {
		for _, f := range free {
			if f == q {
				s.objs[k].place, s.objs[k].size = uint8(quadrant+q), small
				k++
			}
		}
	}
}

// same is two to four objects alike.
func (m *maker) same() scene { return m.alike(m.between(2, 4)) }

func (m *maker) alike(n int) scene {
	s := scene{n: uint8(n)}
	o := m.object()
	for i := range s.objects() {
		s.objs[i] = o
	}
	m.quadrants(&s)
	return s
}

// mixed objects all differ in shape or colour.
func (m *maker) mixed(n int) scene {
	var s scene
	for int(s.n) < n {
		if o := m.object(); !s.has(o.shape, o.colour) {
			s.objs[s.n] = o
			s.n++
		}
	}
	m.quadrants(&s)
	return s
}

// card is a colour word in some ink.
func (m *maker) card() scene {
	return scene{card: true, word: uint8(m.intn(len(words.Colours))), ink: uint8(m.intn(len(words.Colours)))}
}

// kind makes a scene by the shares of single, alike, mixed and card.
func (m *maker) kind(shares []int) scene {
	switch m.weighted(shares) {
	case 0:
		return m.single()
	case 1:
		return m.same()
	case 2:
		return m.mixed(m.between(2, 4))
	}
	return m.card()
}

package pond

import "wade/sdk/pond/internal/words"

// thing is what a question of existence is about; -1 leaves colour or shape open.
type thing struct{ colour, shape int }

func (t thing) in(s *scene) bool {
	for _, o := range s.objects() {
		if (t.colour < 0 || t.colour == int(o.colour)) && (t.shape < 0 || t.shape == int(o.shape)) {
			return true
		}
	}
	return false
}

func (t thing) prompt() string {
	colour, shape := "", "object"
	if t.colour >= 0 {
		colour = words.Colours[t.colour] + " "
	}
	if t.shape >= 0 {
		shape = words.Shapes[t.shape]
	}
	article := "a "
	if colour == "orange " {
		article = "an "
	}
	return question("is there " + article + colour + shape)
}

// existence asks for something present or absent, evenly.
func existence(m *maker) item {
	s := m.kind(existenceScenes)
	form := m.weighted(existenceForms)
	if m.percent(50) {
		return m.present(&s, form)
	}
	return m.absent(&s, form)
}

// present asks for an object of the scene; form is an index into existenceForms.
func (m *maker) present(s *scene, form int) item {
	o := s.objs[m.intn(int(s.n))]
	t := [...]thing{{int(o.colour), int(o.shape)}, {-1, int(o.shape)}, {int(o.colour), -1}}[form]
	return item{scene: *s, prompt: t.prompt(), answer: "yes"}
}

// absent asks for what is not in the scene but, most often, resembles what is (hard negatives).
func (m *maker) absent(s *scene, form int) item {
	for {
		t := thing{m.intn(len(words.Colours)), m.intn(len(words.Shapes))}
		switch kind := m.weighted(absences); {
		case form == 1:
			t.colour = -1
		case form == 2:
			t.shape = -1
		case kind == 0:
			t.shape = int(s.objs[m.intn(int(s.n))].shape)
		case kind == 1:
			t.colour = int(s.objs[m.intn(int(s.n))].colour)
		case kind == 2:
			t.shape = int(s.objs[m.intn(int(s.n))].shape)
			t.colour = int(s.objs[m.intn(int(s.n))].colour)
		}
		if !t.in(s) { // a scene of at most four objects leaves most things absent
			return item{scene: *s, prompt: t.prompt(), answer: "no"}
		}
	}
}

package backendtest

import (
	"math"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// decode: Run is the loop of steps that a caller would write.
func decode(s *suite) {
	p := tinyProgram("decode")
	l := s.load(s.be, backend.F32, tinyWeights(p), p)
	for _, c := range []struct {
		name   string
		params [4]float32
	}{{"greedy", [4]float32{}}, {"sampled", [4]float32{1.2, 12, 0.95, 0.01}}} {
		s.sub(c.name, func(s *suite) {
			at := l
			at.suite = s
			decodeEqualsLoop(at, c.params)
		})
	}
	s.sub("stop", func(s *suite) { stops(s, l) })
	s.sub("sequences", func(s *suite) { sequences(s, l) })
	s.sub("one program", func(s *suite) { oneProgram(s, l) })
	s.sub("mistakes", func(s *suite) { runMistakes(s, l, p) })
}

const decodeSteps = 12

// decoding is a run over a prompt of its own, with the program of the prompt first.
func decoding(l loaded, h backend.Session, params [4]float32) (backend.Run, prompt) {
	x := newPrompt(1, 5)
	first := x.whole()
	first["rows"] = ints([]int32{4}, 1)
	first["params"] = floats(params[:], 4)
	first["seed"] = ints([]int32{77, 3}, 2)
	return backend.Run{
		Step:    backend.Step{Inputs: first, Session: h, Captures: []string{"0.gated"}},
		First:   l.compile(tinyProgram("prompt")),
		Then:    backend.Step{Inputs: tensors{"positions": ints([]int32{5}, 1, 1), "image": ints([]int32{1}, 1, 1), "rows": ints([]int32{0}, 1)}, Captures: []string{"1.gated"}},
		Draw:    "next",
		Feed:    "ids",
		Advance: []string{"positions"},
		Seed:    "seed",
		Steps:   decodeSteps,
	}, x
}

func decodeEqualsLoop(l loaded, params [4]float32) {
	run, _ := decoding(l, l.session(), params)
	run.Captures = true
	got, err := l.be.Run(l.ctx(), l.program, run)
	if err != nil {
		l.Fatalf("run: %v", err)
	}
	if len(got.IDs) != decodeSteps || len(got.Rounds) != decodeSteps {
		l.Fatalf("run of %d steps drew %d ids in %d rounds", decodeSteps, len(got.IDs), len(got.Rounds))
	}

	h, program := l.session(), run.First
	step := run.Step
	step.Session = h
	for i := range decodeSteps {
		want := l.stepOf(program, step)
		if id := want["next"].I32()[0]; got.IDs[i] != id {
			l.Fatalf("round %d drew %d, the loop of steps %d", i, got.IDs[i], id)
		}
		if _, ok := got.Rounds[i].Values["next"]; ok {
			l.Errorf("round %d repeats the draw among its values; it is in IDs", i)
		}
		delete(want, "next")
		if len(want) != len(got.Rounds[i].Values) {
			l.Errorf("round %d returned %d values, want outputs and captures, %d", i, len(got.Rounds[i].Values), len(want))
		}
		for name, t := range want {
			l.same("round's "+name, got.Rounds[i].Values[name], t)
		}
		drawn := drawnBy(want["logits"], params, step.Inputs["seed"])
		if int(got.IDs[i]) != drawn {
			l.Errorf("round %d drew %d, program.Draw of its logits is %d", i, got.IDs[i], drawn)
		}
		program = l.program
		step = backend.Step{Session: h, Captures: run.Then.Captures, Inputs: tensors{
			"ids": ints([]int32{got.IDs[i]}, 1, 1), "positions": ints([]int32{int32(5 + i)}, 1, 1), "image": run.Then.Inputs["image"], "rows": run.Then.Inputs["rows"],
			"media": run.Step.Inputs["media"], "params": run.Step.Inputs["params"], "seed": ints([]int32{77, int32(4 + i)}, 2),
		}}
	}
	if n, want := l.length(run.Step.Session), 5+decodeSteps-1; n != want {
		l.Errorf("the session has %d rows after the run, want %d: the last id drawn is not fed", n, want)
	}
}

func drawnBy(logits *tensor.Tensor, params [4]float32, seed *tensor.Tensor) int {
	return program.Draw(logits.F32(), params, program.Uniform(uint32(seed.I32()[0]), uint32(seed.I32()[1])))
}

// stops: a run ends with the first id of Stop, which is part of the result.
func stops(s *suite, l loaded) {
	l.suite = s
	params := [4]float32{1.5}
	free, _ := decoding(l, l.session(), params)
	all, err := l.be.Run(s.ctx(), l.program, free)
	if err != nil {
		s.Fatal(err)
	}
	if len(all.Rounds) != decodeSteps || all.Rounds[0].Values["0.gated"] != nil {
		s.Error("without Captures the rounds hold outputs alone")
	}
	stop := all.IDs[decodeSteps/2]
	want := slices.Index(all.IDs, stop) + 1
	again, _ := decoding(l, l.session(), params)
	again.Stop = []int32{tinyVocab + 1, stop}
	got, err := l.be.Run(s.ctx(), l.program, again)
	if err != nil {
		s.Fatal(err)
	}
	if !slices.Equal(got.IDs, all.IDs[:want]) {
		s.Errorf("with stop id %d the run drew %v, want %v", stop, got.IDs, all.IDs[:want])
	}
	if n := l.length(again.Step.Session); n != 5+want-1 {
		s.Errorf("the session has %d rows, want %d: a stop id is not fed", n, 5+want-1)
	}
}

// sequences: several decode together as each would alone, with a seed of its own, until the last has stopped.
func sequences(s *suite, l loaded) {
	l.suite = s
	const batch, before = 3, 5
	x := newPrompt(batch, before)
	params := [4]float32{1.5}
	start := func(first, last int) backend.Run {
		n := last - first
		in := x.part(first, last, 0, before)
		rows, positions, image := make([]int32, n), make([]int32, n), make([]int32, n)
		for i := range n {
			rows[i], positions[i], image[i] = int32((i+1)*before-1), before, x.image[(first+i+1)*before-1]
		}
		in["rows"], in["params"], in["seed"] = ints(rows, n), floats(params[:], 4), ints([]int32{int32(40 + first), 3}, 2)
		each := make([]int32, n)
		for i := range each {
			each[i] = int32(i)
		}
		return backend.Run{
			Step: backend.Step{Inputs: in, Session: l.session()},
			Then: backend.Step{Inputs: tensors{"positions": ints(positions, n, 1), "image": ints(image, n, 1), "rows": ints(each, n)}},
			Draw: "next", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: decodeSteps,
		}
	}
	run := func(r backend.Run) *backend.RunResult {
		s.Helper()
		got, err := l.be.Run(s.ctx(), l.program, r)
		if err != nil {
			s.Fatalf("run: %v", err)
		}
		return got
	}
	all := run(start(0, batch))
	if len(all.IDs) != batch*decodeSteps || len(all.Rounds) != decodeSteps {
		s.Fatalf("%d rounds of %d sequences drew %d ids in %d rounds", decodeSteps, batch, len(all.IDs), len(all.Rounds))
	}
	for b := range batch {
		alone := run(start(b, b+1))
		for i, id := range alone.IDs {
			if got := all.IDs[i*batch+b]; got != id {
				s.Errorf("sequence %d drew %d in round %d, alone %d", b, got, i, id)
			}
		}
	}
	stop := all.IDs[2*batch] // of the first sequence in the third round, if not before
	again := start(0, batch)
	again.Stop = []int32{stop}
	got := run(again)
	rounds := 0
	for b := range batch {
		over := false
		for i := range decodeSteps {
			want := all.IDs[i*batch+b]
			if over {
				want = stop
			} else {
				rounds = max(rounds, i+1)
			}
			over = over || want == stop
			if i < len(got.Rounds) && got.IDs[i*batch+b] != want {
				s.Errorf("with stop id %d sequence %d drew %d in round %d, want %d", stop, b, got.IDs[i*batch+b], i, want)
			}
		}
	}
	if len(got.Rounds) != rounds || len(got.IDs) != rounds*batch {
		s.Errorf("with a stop id the run took %d rounds and drew %d ids, want %d and %d: until the last sequence stops", len(got.Rounds), len(got.IDs), rounds, rounds*batch)
	}
	if n := l.length(again.Step.Session); n != before+rounds-1 {
		s.Errorf("the session has %d rows, want %d", n, before+rounds-1)
	}
}

// oneProgram: without First and Then a run goes on from its first inputs, advancing what it is told to.
func oneProgram(s *suite, l loaded) {
	l.suite = s
	x := newPrompt(1, 1)
	run := backend.Run{Step: backend.Step{Inputs: x.whole(), Session: l.session()}, Draw: "next", Feed: "ids", Advance: []string{"positions"}, Seed: "seed", Steps: 4}
	got, err := l.be.Run(s.ctx(), l.program, run)
	if err != nil {
		s.Fatalf("run: %v", err)
	}
	in, h := x.whole(), l.session()
	for i := range run.Steps {
		want := l.step(backend.Step{Inputs: in, Session: h})
		s.same("logits of a round", got.Rounds[i].Values["logits"], want["logits"])
		in = clone(in)
		in["ids"].I32()[0] = want["next"].I32()[0]
		in["positions"].I32()[0]++
		in["seed"].I32()[1]++
	}
	s.same("the caller's positions after the run", run.Step.Inputs["positions"], x.whole()["positions"])
}

// runMistakes: a run that cannot go on leaves its session as it was.
func runMistakes(s *suite, l loaded, p *program.Program) {
	l.suite = s
	for _, c := range []struct {
		what   string
		change func(r *backend.Run)
		class  error
		words  []string
	}{
		{"no steps", func(r *backend.Run) { r.Steps = 0 }, backend.ErrInvalid, []string{"steps"}},
		{"unknown draw", func(r *backend.Run) { r.Draw = "nexd" }, backend.ErrUnknownName, []string{"nexd", "next"}},
		{"draw of floats", func(r *backend.Run) { r.Draw = "logits" }, backend.ErrInvalid, []string{"logits"}},
		{"unknown feed", func(r *backend.Run) { r.Feed = "idz" }, backend.ErrUnknownName, []string{"idz", "ids"}},
		{"feed of a weight", func(r *backend.Run) { r.Feed = "wte" }, backend.ErrInvalid, []string{"wte"}},
		{"unknown input to advance", func(r *backend.Run) { r.Advance = []string{"positionz"} }, backend.ErrUnknownName, []string{"positionz", "positions"}},
		{"unknown seed", func(r *backend.Run) { r.Seed = "sead" }, backend.ErrUnknownName, []string{"sead", "seed"}},
		{"later inputs that do not fit", func(r *backend.Run) { r.Then.Inputs = nil }, backend.ErrInvalid, []string{"tokens"}},
		{"unknown first program", func(r *backend.Run) { r.First = 1 << 60 }, backend.ErrUnknownHandle, nil},
	} {
		run, _ := decoding(l, l.session(), [4]float32{})
		c.change(&run)
		_, err := l.be.Run(s.ctx(), l.program, run)
		s.refused(c.what, err, c.class, c.words...)
		if n := l.length(run.Step.Session); n != 0 {
			s.Errorf("%s: the session has %d rows after a failed run, want 0 as before", c.what, n)
		}
	}
	run, _ := decoding(l, l.session(), [4]float32{})
	nothing := program.Edit{Value: "logits", Kind: program.EditReplace, Data: []float32{float32(math.Inf(-1))}}
	run.Then.Edits = []program.Edit{nothing}
	_, err := l.be.Run(s.ctx(), l.program, run)
	s.refused("logits that are all -inf", err, backend.ErrInvalid)
	if n := l.length(run.Step.Session); n != 0 {
		s.Errorf("the session has %d rows after a run that failed in its second round, want 0 as before", n)
	}
}

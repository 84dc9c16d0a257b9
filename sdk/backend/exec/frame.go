package exec

import (
	"fmt"
	"slices"

	"wade/sdk/backend"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// frame is the working state of a schedule, kept between steps so that a step allocates nothing but its results.
type frame struct {
	bound    []int     // by symbol, of the last step
	measured bool      // arrays have what is not in the arena
	ready    bool      // arrays and sizes are those of a step without edits
	model    uint64    // version of the model then
	shapes   [][]int   // by value
	arrays   []Array   // by slot: what readers see
	ints     [][]int32 // by value: results that are indices
	node     Node      // the one being computed
	kept     []Array   // of the schedule's front
	layout   layout
}

// layout places slots in the arena. Slots of size 0 live elsewhere: with the caller, in the model, in a session.
type layout struct {
	sizes  []int // by slot, of this step
	made   []int // by slot, those that offset was made for
	offset []int
	high   int // elements of arena needed
}

func newFrame(c *compiled, s *schedule) *frame {
	count := len(c.Values())
	f := &frame{
		bound:  make([]int, len(c.symbols)),
		shapes: make([][]int, count),
		arrays: make([]Array, 2*count),
		ints:   make([][]int32, count),
		layout: layout{sizes: make([]int, 2*count), offset: make([]int, 2*count)},
	}
	for id, v := range c.Values() {
		f.shapes[id] = make([]int, len(v.Shape))
	}
	return f
}

// maxElements is far above any value, and keeps sums of sizes within an int.
const maxElements = 1 << 40

// resolve gives every value its sizes under b; values that nobody needs keep an empty shape where b says nothing of them. It
// tells whether anything but the context changed since the last step.
func (f *frame) resolve(c *compiled, s *schedule, b program.Bindings) (same bool, err error) {
	same = f.ready
	for i, sym := range c.symbols {
		n := b[sym] // 0 where it is not bound
		same = same && (n == f.bound[i] || sym == program.Context && n > 0)
		f.bound[i] = n
	}
	if same {
		for _, id := range c.contexts {
			if err := f.size(c, s, id); err != nil {
				return false, err
			}
		}
		return true, nil
	}
	f.ready = false
	for id := range c.Values() {
		if err := f.size(c, s, program.ID(id)); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (f *frame) size(c *compiled, s *schedule, id program.ID) error {
	v := c.Value(id)
	shape, count := f.shapes[id][:len(v.Shape)], 1
	for axis, i := range c.symbol[id] {
		n := v.Shape[axis].N
		if i >= 0 {
			n = f.bound[i]
		}
		if n == 0 {
			if s.needed[id] {
				return invalidf("program %s: size %q of %q is bound by no input of this run; give it in sizes", c.Name(), c.symbols[i], v.Name)
			}
			shape = shape[:0]
			break
		}
		if count > maxElements/n {
			return fmt.Errorf("backend: program %s: %q of shape %v has more than %d elements: %w", c.Name(), v.Name, v.Shape, maxElements, backend.ErrOutOfMemory)
		}
		shape[axis], count = n, count*n
	}
	f.shapes[id] = shape
	return nil
}

// bucket is how many rows of context share a memory plan: a decode does not place its values anew at every token.
const bucket = 64

// extent is the room that a value gets in the arena.
func (f *frame) extent(c *compiled, id program.ID) int {
	n := 1
	for axis, size := range f.shapes[id] {
		if i := c.symbol[id][axis]; i >= 0 && c.symbols[i] == program.Context {
			size = (size + bucket - 1) / bucket * bucket
		}
		n *= size
	}
	return n
}

// place finds offsets for the sizes set, unless they are those of the last step.
func (l *layout) place(c *compiled, s *schedule) {
	if slices.Equal(l.sizes, l.made) {
		return
	}
	var g gaps
	for at, u := range s.order {
		for _, i := range s.births[at] {
			l.take(&g, i)
		}
		for _, id := range u.Out {
			if s.returns(u.Node, id) {
				l.take(&g, int(id))
			}
		}
		for _, i := range s.deaths[at] {
			if l.sizes[i] > 0 {
				g.give(l.offset[i], l.sizes[i])
			}
		}
	}
	if len(s.order) == 0 {
		for _, i := range s.births[0] {
			l.take(&g, i)
		}
	}
	l.high = g.high
	l.made = append(l.made[:0], l.sizes...)
}

func (l *layout) take(g *gaps, i slot) {
	if l.sizes[i] > 0 {
		l.offset[i] = g.take(l.sizes[i])
	}
}

// indices returns memory for n results of type i32.
func (f *frame) indices(id program.ID, shape []int) Array {
	a := Array{Shape: shape}
	if n := a.Len(); cap(f.ints[id]) < n {
		f.ints[id] = make([]int32, n)
	}
	a.I32 = f.ints[id][:a.Len()]
	return a
}

// forget clears what points into the arena, which is about to move.
func (e *executor) forget() {
	for _, c := range e.programs {
		for _, s := range c.schedules {
			clear(s.frame.arrays)
			s.frame.node, s.frame.ready, s.frame.measured = Node{}, false, false
		}
	}
}

// in is the array of a slot in the arena.
func (f *frame) in(mem *arena, float tensor.DType, i slot, shape []int) Array {
	return mem.at(float, f.layout.offset[i], shape)
}

package interp

import (
	"go/token"
	"reflect"
	"unsafe"

	"wade/kernel/internal/stack"
)

// A StackOverflow is the panic of interpreted code whose calls fill the stack.
type StackOverflow struct{}

func (StackOverflow) Error() string { return "stack overflow" }

// maxStack bounds the stack of a goroutine that runs interpreted code, in bytes: some 450,000 calls. The runtime would end
// the process at its own limit, which has to be twice as high because stacks double.
const maxStack = 224 << 20

// A Point is where a function stood when a panic went through it.
type Point struct {
	fun  *node // the function
	exec bltn  // what was being executed
}

// OnUnwind sets a function that is called for every function which a panic, or the end of a goroutine, leaves: innermost
// first, in the goroutine of the panic.
func (interp *Interpreter) OnUnwind(f func(Point)) { interp.onUnwind = f }

// Position returns where the point is in the source. The position of a point without a step of its own is that of its function.
func (p Point) Position() token.Position {
	n := p.find()
	if n == nil {
		n = p.fun
	}
	return n.interp.fset.Position(n.pos)
}

// find looks for the node that was being executed: functions of the Go runtime are told apart by their closures, which
// belong to one node each.
func (p Point) find() *node {
	want := closureOf(p.exec)
	if want == nil {
		return nil
	}
	var found *node
	p.fun.Walk(func(n *node) bool {
		if found == nil && (closureOf(n.exec) == want || closureOf(n.entry) == want) {
			found = n
		}
		return found == nil
	}, nil)
	return found
}

func closureOf(f bltn) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&f)) }

// OnOverflow sets a function that is called before a StackOverflow panic, in its goroutine: compiled code, such as package
// fmt, may recover the panic.
func (interp *Interpreter) OnOverflow(f func()) { interp.onOverflow = f }

func (interp *Interpreter) checkStack() {
	if stack.Used() > maxStack {
		if interp.onOverflow != nil {
			interp.onOverflow()
		}
		panic(StackOverflow{})
	}
}

// Function returns where the function begins.
func (p Point) Function() token.Position {
	return p.fun.interp.fset.Position(p.fun.pos)
}

// OnReturn sets a function that is called whenever a compiled function returns to interpreted code, while Watch is on.
func (interp *Interpreter) OnReturn(f func()) { interp.onReturn = f }

// Watch turns the function of OnReturn on or off.
func (interp *Interpreter) Watch(on bool) { interp.watched.Store(on) }

// back passes on what a compiled function returns.
func (interp *Interpreter) back(out []reflect.Value) []reflect.Value {
	if interp.watched.Load() {
		interp.onReturn()
	}
	return out
}

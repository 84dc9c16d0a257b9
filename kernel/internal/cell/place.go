package cell

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A place is a cell and a line of it in one number: serial<<20 | line. Lowered code carries the places of its lines beside it,
// in a table by line, which costs nothing while it runs.
//
// While the code is being written the places stand in it, as lines that begin with a NUL, which no source may hold. A place
// holds up to the next one; the body of a function does not change the place of what stands around it.
const (
	placeMark = "\x00@" // the place follows
	pushMark  = "\x00{" // a body begins, the name of its function follows
	popMark   = "\x00}" // a body ends
)

// Places tells where the lines of lowered code come from.
type Places struct {
	lines []lineOf
	funcs []string
}

// A lineOf is what Places knows of one line.
type lineOf struct {
	place int
	body  int32 // index of funcs
}

// mark tells that what follows stands at n.
func (l *lowerer) mark(n ast.Node) { l.line("%s%d", placeMark, l.place(n.Pos())) }

// nowhere tells that what follows stands in no cell.
func (l *lowerer) nowhere() { l.line("%s0", placeMark) }

// body lets places of the text, which f writes, hold only inside, for the function with the name.
func (l *lowerer) body(name string, f func()) string {
	return l.block(func() {
		l.line("%s%s", pushMark, name)
		f()
		l.line("%s", popMark)
	})
}

// place encodes the cell and line of a position: the run time reads it back with Place.
func (l *lowerer) place(pos token.Pos) int {
	p := l.s.fset.Position(pos)
	serial, ok := serialOf(p.Filename)
	if !ok {
		return 0
	}
	return serial<<20 | p.Line
}

// Place decodes a place: the serial number of a cell and a line in it; zeros when unknown.
func Place(mark int) (cell, line int) { return mark >> 20, mark & (1<<20 - 1) }

// settle takes the places out of lowered code.
func settle(text string) (string, *Places) {
	var out strings.Builder
	out.Grow(len(text))
	p := &Places{lines: make([]lineOf, 1, strings.Count(text, "\n")+1), funcs: []string{""}}
	var at lineOf
	var around []lineOf
	for line := range strings.Lines(text) {
		if line[0] != 0 {
			out.WriteString(line)
			p.lines = append(p.lines, at)
			continue
		}
		rest := strings.TrimSpace(line[len(placeMark):])
		switch line[:len(placeMark)] {
		case placeMark:
			at.place, _ = strconv.Atoi(rest)
		case pushMark:
			around = append(around, at)
			at.body = int32(len(p.funcs))
			p.funcs = append(p.funcs, strings.Clone(rest)) // not with all of the text
		case popMark:
			at, around = around[len(around)-1], around[:len(around)-1]
		}
	}
	p.lines = slices.Clone(p.lines) // kept as long as the session
	return out.String(), p
}

// At returns the place of a line, from 1 on, and the name of the function whose body it is part of. body tells bodies apart:
// what the lowering adds has that of the code around it.
func (p *Places) At(line int) (place int, name string, body int) {
	if p == nil || line < 1 || line >= len(p.lines) {
		return 0, "", 0
	}
	at := p.lines[line]
	return at.place, p.funcs[at.body], int(at.body)
}

// bodyName names a function in the chain of calls of a panic.
func bodyName(at ast.Node) string {
	d, ok := at.(*ast.FuncDecl)
	if !ok {
		return "a function literal"
	}
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	return types.ExprString(d.Recv.List[0].Type) + "." + d.Name.Name
}

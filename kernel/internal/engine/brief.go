package engine

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// brief writes a value on one short line.
func (m *machine) brief(v any, t types.Type) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = "(printing it failed: " + panicText(r) + ")"
		}
	}()
	const most, width = 8, 80
	end := ""
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice, reflect.Map, reflect.Chan:
		if r.IsNil() {
			return "nil"
		}
		if r.Len() <= most || r.Kind() == reflect.Chan {
			break
		}
		end = fmt.Sprintf(" (%d in all)", r.Len())
		if r.Kind() == reflect.Map {
			return strings.TrimSpace(end)
		}
		v = r.Slice(0, most).Interface()
	case reflect.Func, reflect.Pointer, reflect.Interface:
		if r.IsNil() {
			return "nil"
		}
	case reflect.Invalid:
		return "nil"
	}
	var b strings.Builder
	if s, ok := v.(fmt.Stringer); ok && end == "" && !ofSession(reflect.TypeOf(v)) { // a compiled value; those of cells print by the methods of their cells
		return clip(s.String(), width)
	}
	p := printer{m: m, verb: 'v', spec: "%+v", plus: true}
	p.print(&b, reflect.ValueOf(v), t, 0)
	return clip(b.String(), width) + end
}

// clip is text in one line of at most width signs.
func clip(text string, width int) string {
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > width {
		line = append(line[:width-1], '…')
	}
	return string(line)
}

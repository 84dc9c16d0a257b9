// Package doctor looks for what keeps a notebook from working: Jupyter, the
// description of the kernel, the kernel itself, editors and the machine.
package doctor

import (
	"fmt"
	"io"
	"strings"
)

// State says how bad a finding is.
type State string

// The states of a finding.
const (
	OK      State = "ok"
	Warning State = "warning" // something is worse than it could be
	Problem State = "problem" // notebooks do not work
)

// A Finding is one thing that was looked at.
type Finding struct {
	Area  string `json:"area"`
	State State  `json:"state"`
	Text  string `json:"text"`
	Next  string `json:"next,omitempty"` // what to do about it
}

// findings collects what is found in one area.
type findings struct {
	area string
	list []Finding
}

func (f *findings) ok(format string, args ...any) {
	f.list = append(f.list, Finding{Area: f.area, State: OK, Text: fmt.Sprintf(format, args...)})
}

func (f *findings) add(s State, text, next string) {
	f.list = append(f.list, Finding{f.area, s, text, next})
}

// Count returns how many of the findings have a state.
func Count(list []Finding, s State) (n int) {
	for _, f := range list {
		if f.State == s {
			n++
		}
	}
	return n
}

// Print writes findings for a person, each area under its title.
func Print(w io.Writer, list []Finding) error {
	var b strings.Builder
	area := ""
	for _, f := range list {
		if f.Area != area {
			area = f.Area
			fmt.Fprintf(&b, "\n%s\n", area)
		}
		const indent = "\n           "
		fmt.Fprintf(&b, "  %-8s %s\n", f.State, strings.ReplaceAll(strings.TrimSpace(f.Text), "\n", indent))
		if f.Next != "" {
			fmt.Fprintf(&b, "           next: %s\n", strings.ReplaceAll(f.Next, "\n", indent+"      "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

package cell

import "fmt"

// perShell is how many cells a shell can number: the cells of subshell k begin behind k times as many.
const perShell = 1_000_000

// Serial is the number, in a session, of the cell with a count in a shell: 0 is the main shell.
func Serial(shell, count int) int { return shell*perShell + count }

// Label is what a person calls the cell with a serial number.
func Label(serial int) string {
	if shell := serial / perShell; shell > 0 {
		return fmt.Sprintf("In [%d] of subshell %d", serial%perShell, shell)
	}
	return fmt.Sprintf("In [%d]", serial)
}

// serialOf is the number of the cell with a label.
func serialOf(label string) (serial int, ok bool) {
	var count, shell int
	if n, _ := fmt.Sscanf(label, "In [%d] of subshell %d", &count, &shell); n > 0 {
		return Serial(shell, count), true
	}
	return 0, false
}

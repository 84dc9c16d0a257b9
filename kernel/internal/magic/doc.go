// Package magic runs the lines of a cell that are not Go: "$ command" and the specials that begin with a percent sign.
//
// They stand at the top of a cell, before the first line of Go. No line of Go begins with either sign. The package knows
// neither Jupyter nor the interpreter: what concerns the notebook it asks of a Host.
package magic

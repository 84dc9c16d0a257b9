// Package symbols holds what a cell may import: tables of compiled symbols for the interpreter, type information for
// the front end, and documentation.
package symbols

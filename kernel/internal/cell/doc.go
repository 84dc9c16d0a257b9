// Package cell is the front end of the notebook. It turns a cell into a file that the interpreter runs correctly.
//
// A cell is split into chunks, which are grouped into layers: declarations, or statements in their order. Each layer is
// type-checked by go/types as a package of its own in which the names of the layers and cells before it are visible, so a
// cell may declare any name anew. What mentions a name that is declared anew is compiled again with it, as long as it still
// fits; variables keep their storage, or move to the new version of their type.
//
// The checked syntax is lowered to plain Go: every name gets a fresh one, constants are folded, generic code is written out
// for its type arguments, loops over integers and functions, min, max, clear and must become what they stand for. The
// lowered code goes around the faults of the interpreter (evaluation order, captured variables, deferred calls, type
// assertions) and calls a run time, under the import path Runtime, that the engine offers: ticks through which a cell can
// be stopped, channel operations that end with the cell, deferred calls, goroutines whose panics are reported.
package cell

// Package engine runs cells on the interpreter: it compiles them with package cell, offers the run time that lowered code
// calls, shows values with the forms they have, and turns panics and errors into reports with the line of the cell.
package engine

// Package engine runs cells on the interpreter.
package engine

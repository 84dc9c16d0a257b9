// Package cell is the front end of the notebook: it splits a cell into chunks, checks them with go/types against what
// earlier cells declared, and writes Go that the interpreter runs correctly.
package cell

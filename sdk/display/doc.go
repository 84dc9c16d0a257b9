// Package display says what values look like to a person: in a notebook, on a page, in a terminal.
//
// A value that has one of the methods of the interfaces here ([HTMLer], [PNGer], [SVGer], ...) shows itself so; it need not
// import this package. The names are those of gophernotes, and the types in their signatures are unnamed, so a library
// written for one kernel works in the other. [Bundle] makes the MIME bundle that a front end gets: every form the value
// has, and always text/plain.
//
// [Show] and [Progress] display while a cell still runs. Outside a notebook nothing listens and Show does nothing;
// Progress then writes one line to a terminal.
package display

// Package program describes a computation as a static list of coarse transformer operations over named values.
//
// A [Program] is data: it is built once with a [Builder], which checks every shape, and handed to a backend, which
// compiles and runs it. Sizes that change from run to run (batch, tokens, images) are symbols ([Sym]) bound by the
// shapes of the inputs. Every value has a name and is a tap: a run may capture it or edit it (see [Edit]) without the
// program being compiled again. [Builder.Gradient] extends a program by its own derivative, and the optimiser update
// is an operation as well, so one training step is one program.
//
// The package computes nothing; backends do. Model code uses it through wade/sdk/flamingo; use it directly to write a
// model family, a training objective or a backend.
package program

// Package session runs the interpreter in a child process and offers it to the
// server as an Engine.
//
// The parent half starts the own executable with the argument "session" and
// talks to it in length-framed JSON over two pipes. The standard output and
// error of the child are pipes as well: whatever a cell prints, also through C
// code, a subprocess or a crash of the runtime, arrives at the Sink of the
// cell. Before every message that has a place among the outputs the child
// writes a mark into both streams; the parent handles the message when it has
// seen the marks, so prints and displays keep their order.
//
// The child ends by itself when its end of the pipe from the parent reaches
// end-of-file: nothing stays behind when the parent is killed. When the child
// dies, the running cell fails with a SessionDied error that tells how, and
// the next cell starts a fresh child.
package session

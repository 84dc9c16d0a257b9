// Package comm opens channels between code in a cell and something in the front end, in both directions and with binary
// data: the comms of the Jupyter protocol. Widgets are made of them; package widget is the comfortable way to use them.
//
// A front end listens for a target by name. [Open] opens a channel to it from here, [Register] takes channels that the
// front end opens. What the front end says is served in order for each channel, in a goroutine of its own, also while a
// cell runs: data that several channels or a cell share needs a lock.
//
// A kernel sets the transport with [SetTransport] and hands over what front ends say with [Receive]. Without one, Open
// fails with [ErrNoFrontEnd].
package comm

// Package transport moves multipart messages between a kernel and its front
// ends: over ZeroMQ (Sockets), or in memory for tests (Pipe).
//
// The sockets speak ZMTP 3.0 with NULL security, written here, because three
// things are needed together that kept pure-Go libraries lack: a publisher that
// holds its sender back instead of losing messages, subscription events, and
// frame lengths that are checked before memory is taken for them.
package transport

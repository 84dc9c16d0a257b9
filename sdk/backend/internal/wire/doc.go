// Package wire converts between the types of wade/sdk/backend and their messages. It knows tensors that lie inside a
// message only; package link moves them elsewhere.
//
// What comes from another process is checked here, so that a backend, or a host, never trips over it.
package wire

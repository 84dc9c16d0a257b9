package transport

import "errors"

// A Channel names one of the sockets of a kernel.
type Channel string

// The channels of the protocol; the heartbeat answers itself.
const (
	Shell   Channel = "shell"
	Control Channel = "control"
	Stdin   Channel = "stdin"
	IOPub   Channel = "iopub"
)

// A Packet is one multipart message. On Shell, Control and Stdin the first
// frame is the routing identity of the front end. A received IOPub packet is a
// new subscription: its only frame is the topic.
type Packet struct {
	Channel Channel
	Frames  [][]byte
	// Peer is the connection that a packet came from. A reply sent to the same
	// peer finds it even when two connections share one identity. With 0, or
	// on another channel, the identity decides.
	Peer uint64
}

// ErrClosed means that the transport was closed.
var ErrClosed = errors.New("transport is closed")

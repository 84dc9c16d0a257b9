package transport

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/google/uuid"
)

// A Client is a front end's side of the sockets of a kernel. It sends and
// receives the same packets as the kernel does: the first frame on Shell,
// Control and Stdin is its own routing identity.
type Client struct {
	identity []byte
	peers    map[Channel]*peer
	received chan Packet
	done     chan struct{}
	once     sync.Once
	readers  sync.WaitGroup
}

// Dial connects to a kernel and subscribes to all that it publishes. It tries
// again until ctx ends, since a kernel needs a moment to start.
func Dial(ctx context.Context, c Connection) (*Client, error) {
	k := &Client{
		identity: []byte(uuid.NewString()),
		peers:    map[Channel]*peer{},
		received: make(chan Packet, 1<<10),
		done:     make(chan struct{}),
	}
	for _, at := range []struct {
		channel Channel
		port    int
		kind    string
	}{{Shell, c.Shell, "DEALER"}, {Control, c.Control, "DEALER"}, {Stdin, c.Stdin, "DEALER"}, {IOPub, c.IOPub, "SUB"}} {
		p, err := k.dial(ctx, c, at.port, at.kind)
		if err != nil {
			k.Close()
			return nil, fmt.Errorf("connect to the %s socket: %w", at.channel, err)
		}
		k.peers[at.channel] = p
		go p.write()
		k.readers.Add(1)
		go k.read(at.channel, p)
	}
	go func() {
		k.readers.Wait() // every socket has ended: the kernel is gone
		k.Close()
	}()
	k.peers[IOPub].send(appendMessage(nil, [][]byte{{1}})) // subscribe to everything
	return k, nil
}

func (k *Client) dial(ctx context.Context, c Connection, port int, kind string) (*peer, error) {
	network, address := c.address(port)
	for {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		if err == nil {
			r := bufio.NewReaderSize(conn, 1<<16)
			if _, err = handshake(conn, r, kind, k.identity); err == nil {
				return newPeer(conn, r, nil, 0), nil
			}
			conn.Close()
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", ctx.Err(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (k *Client) read(ch Channel, p *peer) {
	defer k.readers.Done()
	for {
		frames, command, err := readMessage(p.r)
		if err != nil {
			return
		}
		if command {
			continue
		}
		if ch != IOPub {
			frames = append([][]byte{k.identity}, frames...)
		}
		select {
		case k.received <- Packet{Channel: ch, Frames: frames}:
		case <-k.done:
			return
		}
	}
}

// Identity is the routing identity under which the kernel knows the client.
func (k *Client) Identity() []byte { return k.identity }

// Receive gives what the kernel sends. It is never closed; Done tells the end.
func (k *Client) Receive() <-chan Packet { return k.received }

// Done is closed by Close, and when the kernel is gone and all it has sent can
// be received.
func (k *Client) Done() <-chan struct{} { return k.done }

// Send sends p, without its first frame.
func (k *Client) Send(p Packet) error {
	to := k.peers[p.Channel]
	if to == nil || p.Channel == IOPub || len(p.Frames) < 2 {
		return fmt.Errorf("cannot send %d frames on channel %q", len(p.Frames), p.Channel)
	}
	if !to.send(appendMessage(nil, p.Frames[1:])) {
		return ErrClosed
	}
	return nil
}

// Close ends the connections.
func (k *Client) Close() error {
	k.once.Do(func() {
		close(k.done)
		for _, p := range k.peers {
			p.close()
		}
	})
	return nil
}

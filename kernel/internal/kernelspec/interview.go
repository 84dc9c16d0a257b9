package kernelspec

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"time"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// A caller is a front end with one question at a time.
type caller struct {
	client  *transport.Client
	codec   *wire.Codec
	session string
}

// interview asks a kernel who it is, runs a cell and asks it to leave.
func interview(ctx context.Context, c transport.Connection, begin time.Time) (a Answer, err error) {
	client, err := transport.Dial(ctx, c)
	if err != nil {
		return a, err
	}
	defer client.Close()
	codec, err := wire.NewCodec(c.Key, c.Scheme)
	if err != nil {
		return a, err
	}
	call := caller{client, codec, wire.NewSession()}

	for { // what is published before the kernel knows of us would be missed
		m, err := call.next(ctx)
		if err != nil {
			return a, err
		}
		if m.Header.Type == "iopub_welcome" {
			break
		}
	}
	raw, _, err := call.ask(ctx, transport.Control, "kernel_info_request", nil)
	if err != nil {
		return a, err
	}
	var info struct {
		Banner   string `json:"banner"`
		Protocol string `json:"protocol_version"`
	}
	if err := json.Unmarshal(raw, &info); err != nil {
		return a, fmt.Errorf("its kernel_info_reply: %w", err)
	}
	a.Banner, a.Protocol, a.Ready = info.Banner, info.Protocol, time.Since(begin)

	_, shown, err := call.ask(ctx, transport.Shell, "execute_request", map[string]any{
		"code": "6 * 7", "silent": false, "store_history": false, "allow_stdin": false, "stop_on_error": true,
	})
	if err != nil {
		return a, err
	}
	if shown != "42" {
		return a, fmt.Errorf("it says that 6 * 7 is %q", shown)
	}
	a.First = time.Since(begin)
	_, _, err = call.ask(ctx, transport.Control, "shutdown_request", map[string]any{"restart": false})
	return a, err
}

// ask sends a request and returns the content of its reply. After a request on
// shell it waits also for the end of what is published, and returns the value
// that the cell showed.
func (c caller) ask(ctx context.Context, on transport.Channel, typ string, content map[string]any) (reply json.RawMessage, shown string, err error) {
	if content == nil {
		content = map[string]any{}
	}
	request, err := wire.New(c.session, typ, nil, content)
	if err != nil {
		return nil, "", err
	}
	request.Identities = [][]byte{c.client.Identity()}
	frames, err := c.codec.Encode(request)
	if err != nil {
		return nil, "", err
	}
	if err := c.client.Send(transport.Packet{Channel: on, Frames: frames}); err != nil {
		return nil, "", err
	}
	idle := on != transport.Shell
	for reply == nil || !idle {
		m, err := c.next(ctx)
		if err != nil {
			return nil, "", fmt.Errorf("no answer to %s: %w", typ, err)
		}
		if m.Parent == nil || m.Parent.ID != request.Header.ID {
			continue
		}
		switch {
		case m.channel == on:
			reply = m.Content
		case m.Header.Type == "execute_result":
			var r struct{ Data map[string]any }
			_ = json.Unmarshal(m.Content, &r)
			shown, _ = r.Data["text/plain"].(string)
		case m.Header.Type == "error":
			var e struct{ Ename, Evalue string }
			_ = json.Unmarshal(m.Content, &e)
			shown = e.Ename + ": " + e.Evalue
		case m.Header.Type == "status":
			var s struct {
				State string `json:"execution_state"`
			}
			_ = json.Unmarshal(m.Content, &s)
			idle = idle || s.State == "idle"
		}
	}
	return reply, shown, nil
}

// An incoming message is one that came over a channel.
type incoming struct {
	*wire.Message
	channel transport.Channel
}

// next returns the next message that can be read.
func (c caller) next(ctx context.Context) (incoming, error) {
	for {
		var p transport.Packet
		select {
		case p = <-c.client.Receive():
		case <-ctx.Done():
			return incoming{}, ctx.Err()
		case <-c.client.Done():
			select {
			case p = <-c.client.Receive(): // its last words
			default:
				return incoming{}, errors.New("it has closed its sockets")
			}
		}
		if m, err := c.codec.Decode(p.Frames); err == nil {
			return incoming{m, p.Channel}, nil
		}
	}
}

// loopback returns a connection with ports that were free a moment ago.
func loopback() (transport.Connection, error) {
	c := transport.Connection{Transport: "tcp", IP: "127.0.0.1", Key: wire.NewSession(), Scheme: "hmac-sha256"}
	for _, port := range []*int{&c.Shell, &c.Control, &c.Stdin, &c.IOPub, &c.Heartbeat} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return c, fmt.Errorf("kernelspec: %w", err)
		}
		defer l.Close()
		*port = l.Addr().(*net.TCPAddr).Port
	}
	return c, nil
}

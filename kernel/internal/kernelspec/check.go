package kernelspec

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// lastWords is how long what a kernel has sent may be on its way after its end.
const lastWords = time.Second

// Check starts the kernel of an installed spec as Jupyter would, asks who it is
// and shuts it down. It returns the banner.
func Check(ctx context.Context, folder string) (banner string, err error) {
	spec, err := Read(folder)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	dir, err := os.MkdirTemp("", "wade-check-")
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	defer os.RemoveAll(dir)
	connection, err := loopback()
	if err != nil {
		return "", err
	}
	raw, err := json.Marshal(connection)
	if err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	file := filepath.Join(dir, "connection.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	argv := slices.Clone(spec.Argv)
	for i := range argv {
		argv[i] = strings.ReplaceAll(argv[i], "{connection_file}", file)
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.WaitDelay = time.Second
	var words bytes.Buffer
	cmd.Stderr = &words
	cmd.Env = os.Environ()
	for k, v := range spec.Env {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("kernelspec: start the kernel: %w", err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- cmd.Wait()
		time.AfterFunc(lastWords, cancel) // whoever still asks then gets no answer
	}()
	banner, err = interview(ctx, connection)
	if err != nil {
		_ = cmd.Process.Kill()
	}
	if e := <-ended; err == nil {
		err = e
	}
	if err != nil {
		return "", fmt.Errorf("kernelspec: the kernel does not answer: %w\n%s", err, words.String())
	}
	return banner, nil
}

// interview asks for kernel_info and then for shutdown.
func interview(ctx context.Context, c transport.Connection) (banner string, err error) {
	client, err := transport.Dial(ctx, c)
	if err != nil {
		return "", err
	}
	defer client.Close()
	codec, err := wire.NewCodec(c.Key, c.Scheme)
	if err != nil {
		return "", err
	}
	session := wire.NewSession()
	for _, ask := range []string{"kernel_info_request", "shutdown_request"} {
		m, err := wire.New(session, ask, nil, map[string]any{"restart": false})
		if err != nil {
			return "", err
		}
		m.Identities = [][]byte{client.Identity()}
		frames, err := codec.Encode(m)
		if err != nil {
			return "", err
		}
		if err := client.Send(transport.Packet{Channel: transport.Control, Frames: frames}); err != nil {
			return "", err
		}
		content, err := await(ctx, client, codec, m.Header.ID)
		if err != nil {
			return "", err
		}
		var info struct{ Banner string }
		if json.Unmarshal(content, &info) == nil && info.Banner != "" {
			banner = info.Banner
		}
	}
	return banner, nil
}

// await returns the content of the reply to one request.
func await(ctx context.Context, client *transport.Client, codec *wire.Codec, id string) (json.RawMessage, error) {
	for {
		var p transport.Packet
		select {
		case p = <-client.Receive():
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-client.Done():
			select {
			case p = <-client.Receive(): // its last words
			default:
				return nil, errors.New("it has closed its sockets")
			}
		}
		m, err := codec.Decode(p.Frames)
		if err == nil && p.Channel == transport.Control && m.Parent != nil && m.Parent.ID == id {
			return m.Content, nil
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

package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/link"
)

// grace is how long running calls may take to notice that the host closed the backend; the host waits longer.
const grace = time.Second

// Main serves b until the host closes it or dies. It takes what a constructor returns, so that main is
//
//	serve.Main(cpu.New(cpu.Config{}))
//
// and a backend that cannot start (no such device, no memory) still says why: every call answers ErrUnavailable with err.
// What the process prints to standard error goes to the host's log; standard input and output belong to the protocol.
func Main(b backend.Backend, err error) {
	if os.Getenv(link.Handshake.MagicCookieKey) == link.Handshake.MagicCookieValue {
		go exitWithHost(os.Stdin)
	}
	s := &server{backend: b, err: unavailable(b, err), stderr: os.Stderr}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: link.Handshake,
		Plugins:         plugin.PluginSet{link.Name: &link.Plugin{Serves: s}},
		GRPCServer: func(opts []grpc.ServerOption) *grpc.Server {
			return grpc.NewServer(append(opts, grpc.MaxRecvMsgSize(link.Limit), grpc.MaxSendMsgSize(link.Limit))...)
		},
		Logger: hclog.New(&hclog.LoggerOptions{Name: filepath.Base(os.Args[0]), Output: os.Stderr, Level: hclog.Warn}),
	})
	s.close(grace)
}

func unavailable(b backend.Backend, err error) error {
	switch {
	case err == nil && b == nil:
		return fmt.Errorf("backend: nothing to serve: %w", backend.ErrUnavailable)
	case err == nil || errors.Is(err, backend.ErrUnavailable):
		return err
	default:
		return fmt.Errorf("%w: %w", backend.ErrUnavailable, err)
	}
}

// exitWithHost reads the pipe whose other end only the host holds. Its end is the end of the host, however it died, and
// nobody is left to close this process or to remove its socket.
func exitWithHost(pipe io.Reader) {
	_, _ = io.Copy(io.Discard, pipe)
	if dir := os.Getenv(plugin.EnvUnixSocketDir); strings.HasPrefix(filepath.Base(dir), "plugin-dir") { // go-plugin's name for it
		_ = os.RemoveAll(dir)
	}
	os.Exit(1)
}

// close waits for calls that the stopped server has cancelled, then frees the backend.
func (s *server) close(patience time.Duration) {
	idle := make(chan struct{})
	go func() {
		s.calls.Wait()
		close(idle)
	}()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	select {
	case <-idle:
	case <-ctx.Done():
		return // the process ends, and with it whatever does not listen
	}
	if s.err == nil {
		_ = s.backend.Close()
	}
}

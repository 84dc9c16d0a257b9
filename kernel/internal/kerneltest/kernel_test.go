package kerneltest_test

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"wade/kernel/internal/kerneltest"
	"wade/kernel/internal/server"
	"wade/kernel/internal/session"
	"wade/kernel/internal/transport"
)

const key = "a key for the tests"

// The whole kernel is under test: the session child is the test binary.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "session" {
		session.Main()
		return
	}
	if len(os.Args) > 2 && os.Args[1] == "kernel" {
		if err := kernelMain(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// serve runs a kernel over a transport until the test ends.
func serve(t *testing.T, link server.Transport) {
	t.Helper()
	engine, err := session.NewEngine(session.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(server.Config{Key: key, Scheme: "hmac-sha256"}, engine, link)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(t.Context()) }()
	t.Cleanup(func() {
		_ = link.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func dial(t *testing.T, c transport.Connection) *kerneltest.Client {
	t.Helper()
	link, err := transport.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { link.Close() })
	client := kerneltest.Connect(t, link, key, link.Identity())
	client.Await("welcome", func(m kerneltest.Message) bool { return m.Type == "iopub_welcome" })
	return client
}

func tcp(t *testing.T) transport.Connection {
	t.Helper()
	c := transport.Connection{Transport: "tcp", IP: "127.0.0.1"}
	for _, port := range []*int{&c.Shell, &c.Control, &c.Stdin, &c.IOPub, &c.Heartbeat} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		*port = l.Addr().(*net.TCPAddr).Port
	}
	return c
}

// TestKernel runs the same conversation over every transport.
func TestKernel(t *testing.T) {
	sockets := func(c transport.Connection) func(*testing.T) *kerneltest.Client {
		return func(t *testing.T) *kerneltest.Client {
			s, err := transport.Listen(c, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			serve(t, s)
			return dial(t, c)
		}
	}
	transports := map[string]func(*testing.T) *kerneltest.Client{
		"memory": func(t *testing.T) *kerneltest.Client {
			kernel, front := transport.NewPipe()
			serve(t, kernel)
			return kerneltest.Connect(t, front, key, []byte("client"))
		},
		"tcp": sockets(tcp(t)),
	}
	if runtime.GOOS != "windows" {
		transports["ipc"] = sockets(transport.Connection{Transport: "ipc", IP: filepath.Join(t.TempDir(), "k"), Shell: 1, Control: 2, Stdin: 3, IOPub: 4, Heartbeat: 5})
	}
	for name, connect := range transports {
		t.Run(name, func(t *testing.T) { converse(t, connect(t)) })
	}
}

func converse(t *testing.T, c *kerneltest.Client) {
	if reply, _ := c.Run("x := 40"); reply["status"] != "ok" {
		t.Fatalf("reply %v", reply)
	}
	_, published := c.Run("import \"fmt\"\nfmt.Println(\"seen\")\nx + 2")
	last := published[len(published)-1]
	if data, _ := last.Content["data"].(map[string]any); last.Type != "execute_result" || data["text/plain"] != "42" {
		t.Errorf("last output %+v", last)
	}
	if got := kerneltest.Text(published, "stdout"); got != "seen\n" {
		t.Errorf("stdout %q", got)
	}
	if got := c.Ask(transport.Shell, "complete_request", map[string]any{"code": "fmt.Printl", "cursor_pos": 10}); fmt.Sprint(got["matches"]) != "[Println]" {
		t.Errorf("completion %v", got)
	}
	if got := c.Ask(transport.Shell, "inspect_request", map[string]any{"code": "x", "cursor_pos": 1, "detail_level": 0}); got["found"] != true || !strings.Contains(fmt.Sprint(got["data"]), "int") {
		t.Errorf("inspection %v", got)
	}
	reply, published := c.Run("var y int = \"text\"")
	if reply["status"] != "error" || published[len(published)-1].Type != "error" {
		t.Errorf("a wrong cell: %v", reply)
	}
	id := c.Execute("for { }", nil)
	c.Await("input", func(m kerneltest.Message) bool { return m.Type == "execute_input" && m.Parent == id })
	c.Ask(transport.Control, "interrupt_request", nil)
	if got := c.Reply(id).Content["status"]; got != "error" {
		t.Errorf("interrupted cell: %v", got)
	}
	id = c.Execute("import \"fmt\"\nvar name string\nfmt.Scanln(&name)\nname", map[string]any{"allow_stdin": true})
	c.Await("question", func(m kerneltest.Message) bool { return m.Type == "input_request" })
	c.Send(transport.Stdin, "input_reply", map[string]any{"value": "Ada"})
	published = c.Published(id)
	if data, _ := published[len(published)-1].Content["data"].(map[string]any); data["text/plain"] != `"Ada"` && data["text/plain"] != "Ada" {
		t.Errorf("answer to a question: %+v", published[len(published)-1])
	}
	if got := c.Ask(transport.Control, "shutdown_request", map[string]any{"restart": false}); got["status"] != "ok" {
		t.Errorf("shutdown %v", got)
	}
}

// Two front ends see the outputs of both, and each its own replies.
func TestTwoFrontEnds(t *testing.T) {
	c := tcp(t)
	s, err := transport.Listen(c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	serve(t, s)
	one, two := dial(t, c), dial(t, c)
	id := one.Execute("1 + 1", nil)
	one.Reply(id)
	if got := two.Published(id); len(got) != 2 {
		t.Errorf("the other front end saw %d outputs", len(got))
	}
	two.Run("2 + 2")
	for _, m := range two.All() {
		if m.Channel == transport.Shell && m.Parent == id {
			t.Errorf("the other front end got the reply: %+v", m)
		}
	}
}

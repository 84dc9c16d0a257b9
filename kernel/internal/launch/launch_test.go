package launch

import (
	"context"
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/transport"
)

// A gateway has a key and waits for one answer.
type gateway struct {
	key      *rsa.PrivateKey
	listener net.Listener
}

func newGateway(t *testing.T) *gateway {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 1024) // the size that gateways use
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return &gateway{key, l}
}

func (g *gateway) public(t *testing.T) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(&g.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

func (g *gateway) options(t *testing.T) Options {
	return Options{KernelID: "k-1", Response: g.listener.Addr().String(), PublicKey: g.public(t)}
}

// answer waits for the message of a kernel and opens it.
func (g *gateway) answer(t *testing.T) map[string]any {
	t.Helper()
	conn, err := g.listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	raw, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := base64.StdEncoding.DecodeString(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Version  int
		Key      []byte // JSON holds bytes as base64
		ConnInfo []byte `json:"conn_info"`
	}
	if err := json.Unmarshal(inner, &m); err != nil || m.Version != 1 {
		t.Fatalf("%s: %v", inner, err)
	}
	//lint:ignore SA1019 the padding that the gateway reads
	key, err := rsa.DecryptPKCS1v15(rand.Reader, g.key, m.Key)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(m.ConnInfo); i += aes.BlockSize {
		block.Decrypt(m.ConnInfo[i:], m.ConnInfo[i:])
	}
	text := m.ConnInfo[:len(m.ConnInfo)-int(m.ConnInfo[len(m.ConnInfo)-1])]
	var c map[string]any
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return c
}

func TestAnnounce(t *testing.T) {
	g := newGateway(t)
	l, err := New(g.options(t))
	if err != nil {
		t.Fatal(err)
	}
	defer l.requests.Close()
	c, err := l.Connection()
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan error, 1)
	go func() { told <- l.Announce(t.Context(), c) }()
	got := g.answer(t)
	if err := <-told; err != nil {
		t.Error(err)
	}
	for name, want := range map[string]any{
		"kernel_id": "k-1", "ip": "0.0.0.0", "transport": "tcp", "key": c.Key, "signature_scheme": "hmac-sha256", "pid": float64(os.Getpid()),
		"shell_port": float64(c.Shell), "control_port": float64(c.Control), "stdin_port": float64(c.Stdin), "iopub_port": float64(c.IOPub), "hb_port": float64(c.Heartbeat),
		"comm_port": float64(l.requests.Addr().(*net.TCPAddr).Port),
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
}

func TestPorts(t *testing.T) {
	for _, c := range []struct {
		text        string
		first, last int
		ok          bool
	}{
		{"", 0, 0, true}, {"0..0", 0, 0, true}, {"40000..41000", 40000, 41000, true},
		{"40000", 0, 0, false}, {"2..1", 0, 0, false}, {"a..b", 0, 0, false}, {"1..70000", 0, 0, false}, {"-1..5", 0, 0, false},
	} {
		first, last, err := ports(c.text)
		if first != c.first || last != c.last || (err == nil) != c.ok {
			t.Errorf("%q: %d %d %v", c.text, first, last, err)
		}
	}
	g := newGateway(t)
	opt := g.options(t)
	opt.PortRange = "42000..43999"
	l, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	defer l.requests.Close()
	c, err := l.Connection()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range []int{c.Shell, c.Control, c.Stdin, c.IOPub, c.Heartbeat, l.requests.Addr().(*net.TCPAddr).Port} {
		if p < 42000 || p > 43999 || seen[p] {
			t.Errorf("port %d of %+v", p, c)
		}
		seen[p] = true
	}
}

func TestObey(t *testing.T) {
	g := newGateway(t)
	l, err := New(g.options(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	heard := make(chan string, 10)
	over := make(chan bool)
	go func() {
		l.Obey(ctx, func() { heard <- "interrupt" }, func() { heard <- "end" })
		close(over)
	}()
	for _, text := range []string{`{"signum": 0}`, "", "no request", strings.Repeat("x", 1<<16), `{"signum": 2}`, `{"shutdown": 1}`, `{"signum": 15}`} {
		conn, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(l.requests.Addr().(*net.TCPAddr).Port))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, text) // the kernel may have closed before all of it
		conn.Close()
	}
	for _, want := range []string{"interrupt", "end", "end"} {
		select {
		case got := <-heard:
			if got != want {
				t.Errorf("heard %s, want %s", got, want)
			}
		case <-time.After(time.Minute):
			t.Fatal("nothing was heard")
		}
	}
	cancel()
	<-over
}

func TestMistakes(t *testing.T) {
	g := newGateway(t)
	for want, change := range map[string]func(*Options){
		"--kernel-id":        func(o *Options) { o.KernelID = "" },
		"--response-address": func(o *Options) { o.Response = "nowhere" },
		"not base64":         func(o *Options) { o.PublicKey = "-----" },
		"--public-key":       func(o *Options) { o.PublicKey = "aGVsbG8=" },
		"--port-range":       func(o *Options) { o.PortRange = "all" },
	} {
		opt := g.options(t)
		change(&opt)
		if _, err := New(opt); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	l, err := New(g.options(t))
	if err != nil {
		t.Fatal(err)
	}
	defer l.requests.Close()
	g.listener.Close()
	if err := l.Announce(t.Context(), transport.Connection{}); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("without a gateway: %v", err)
	}
}

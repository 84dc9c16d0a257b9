// Package launch is the kernel's side of Jupyter Enterprise Gateway and of the
// provisioners that follow it: a kernel on another machine chooses its own
// ports, tells the gateway over the network, encrypted for the gateway alone,
// and takes signals from a port, since a process elsewhere cannot be signalled.
package launch

import (
	"context"
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// patience is how long the gateway may take to listen.
const patience = 30 * time.Second

// tries bounds the search for a free port in a range.
const tries = 1000

// Options are what the gateway puts on the command line.
type Options struct {
	KernelID  string
	Response  string // host:port that waits for the connection
	PublicKey string // RSA, DER in base64 without the lines of PEM
	PortRange string // "first..last", or empty or "0..0" for any
}

// A Launch is one kernel on its way to a gateway.
type Launch struct {
	opt         Options
	key         *rsa.PublicKey
	first, last int
	requests    net.Listener
}

// New checks the options and opens the port for signals.
func New(opt Options) (*Launch, error) {
	l := &Launch{opt: opt}
	if opt.KernelID == "" {
		return nil, fmt.Errorf("launch: the gateway has named no kernel: want --kernel-id")
	}
	if _, _, err := net.SplitHostPort(opt.Response); err != nil {
		return nil, fmt.Errorf("launch: --response-address %q: want HOST:PORT: %w", opt.Response, err)
	}
	der, err := base64.StdEncoding.DecodeString(opt.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("launch: --public-key is not base64: %w", err)
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, fmt.Errorf("launch: --public-key: %w", err)
	}
	var ok bool
	if l.key, ok = key.(*rsa.PublicKey); !ok {
		return nil, fmt.Errorf("launch: --public-key holds a key of type %T: want RSA", key)
	}
	if l.first, l.last, err = ports(opt.PortRange); err != nil {
		return nil, err
	}
	if l.requests, err = l.listen(); err != nil {
		return nil, err
	}
	return l, nil
}

// ports reads a range such as "40000..41000".
func ports(s string) (first, last int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	a, b, ok := strings.Cut(s, "..")
	first, errA := strconv.Atoi(a)
	last, errB := strconv.Atoi(b)
	if !ok || errA != nil || errB != nil || first < 0 || last > 65535 || first > last {
		return 0, 0, fmt.Errorf("launch: --port-range %q: want FIRST..LAST", s)
	}
	return first, last, nil
}

// listen opens a port of the range on all addresses.
func (l *Launch) listen() (net.Listener, error) {
	if l.last == 0 {
		return net.Listen("tcp", ":0")
	}
	var err error
	for range tries {
		n, e := rand.Int(rand.Reader, big.NewInt(int64(l.last-l.first+1)))
		if e != nil {
			return nil, fmt.Errorf("launch: %w", e)
		}
		var listener net.Listener
		if listener, err = net.Listen("tcp", ":"+strconv.Itoa(l.first+int(n.Int64()))); err == nil {
			return listener, nil
		}
	}
	return nil, fmt.Errorf("launch: no free port from %d to %d: %w", l.first, l.last, err)
}

// Connection returns a connection with ports that were free a moment ago.
func (l *Launch) Connection() (transport.Connection, error) {
	c := transport.Connection{Transport: "tcp", IP: "0.0.0.0", Key: wire.NewSession(), Scheme: "hmac-sha256"}
	for _, port := range []*int{&c.Shell, &c.Control, &c.Stdin, &c.IOPub, &c.Heartbeat} {
		listener, err := l.listen()
		if err != nil {
			return c, err
		}
		defer listener.Close()
		*port = listener.Addr().(*net.TCPAddr).Port
	}
	return c, nil
}

// Announce tells the gateway where the kernel listens.
func (l *Launch) Announce(ctx context.Context, c transport.Connection) error {
	raw, err := json.Marshal(struct {
		transport.Connection
		KernelID string `json:"kernel_id"`
		PID      int    `json:"pid"`
		Group    int    `json:"pgid"`
		Requests int    `json:"comm_port"`
	}{c, l.opt.KernelID, os.Getpid(), group(), l.requests.Addr().(*net.TCPAddr).Port})
	if err != nil {
		return fmt.Errorf("launch: %w", err)
	}
	sealed, err := seal(l.key, raw)
	if err != nil {
		return fmt.Errorf("launch: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", l.opt.Response)
	if err != nil {
		return fmt.Errorf("launch: the gateway cannot be reached: %w", err)
	}
	_, err = conn.Write(sealed)
	if e := conn.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("launch: tell the gateway: %w", err)
	}
	return nil
}

// seal encrypts data as version 1 of the gateway's format: AES in blocks under a fresh key, and the key under RSA.
func seal(to *rsa.PublicKey, data []byte) ([]byte, error) {
	key := make([]byte, 16)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	pad := aes.BlockSize - len(data)%aes.BlockSize
	for range pad {
		data = append(data, byte(pad))
	}
	for i := 0; i < len(data); i += aes.BlockSize {
		block.Encrypt(data[i:], data[i:])
	}
	//lint:ignore SA1019 the gateway reads this padding only
	wrapped, err := rsa.EncryptPKCS1v15(rand.Reader, to, key)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(map[string]any{
		"version": 1, "key": base64.StdEncoding.EncodeToString(wrapped), "conn_info": base64.StdEncoding.EncodeToString(data),
	})
	if err != nil {
		return nil, err
	}
	return []byte(base64.StdEncoding.EncodeToString(raw)), nil
}

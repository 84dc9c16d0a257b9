package transport

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"runtime"
	"strconv"
)

// A Connection is what a connection file says: where to listen and which key
// signs the messages.
type Connection struct {
	Transport string `json:"transport"` // "tcp" or "ipc"
	IP        string `json:"ip"`        // for ipc, the beginning of a path
	Key       string `json:"key"`
	Scheme    string `json:"signature_scheme"`
	Shell     int    `json:"shell_port"`
	Control   int    `json:"control_port"`
	Stdin     int    `json:"stdin_port"`
	IOPub     int    `json:"iopub_port"`
	Heartbeat int    `json:"hb_port"`
}

// maxConnectionFile bounds a connection file in bytes: they have about 300.
const maxConnectionFile = 1 << 20

// ReadConnection reads a connection file. Warnings tell what works and should
// not be so.
func ReadConnection(path string) (c Connection, warnings []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return c, nil, fmt.Errorf("read connection file: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return c, nil, fmt.Errorf("read connection file: %w", err)
	}
	if info.IsDir() {
		return c, nil, fmt.Errorf("connection file %s is a folder", path)
	}
	raw, err := io.ReadAll(io.LimitReader(f, maxConnectionFile+1))
	if err != nil {
		return c, nil, fmt.Errorf("read connection file: %w", err)
	}
	if len(raw) > maxConnectionFile {
		return c, nil, fmt.Errorf("connection file %s is larger than %d bytes: this is something else", path, maxConnectionFile)
	}
	if c, err = parseConnection(raw); err != nil {
		return c, nil, fmt.Errorf("connection file %s: %w", path, err)
	}
	if open := info.Mode().Perm() & 0o077; open != 0 && info.Mode().IsRegular() && runtime.GOOS != "windows" && c.Key != "" {
		warnings = append(warnings, fmt.Sprintf("the connection file %s can be read by others, who can then run code here: its mode should be %v", path, fs.FileMode(0o600)))
	}
	if c.Key == "" {
		warnings = append(warnings, "the connection file has no key: whoever reaches the sockets can run code here")
	}
	return c, warnings, nil
}

func parseConnection(raw []byte) (c Connection, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) // as some editors begin a file
	if err := json.Unmarshal(raw, &c); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return c, fmt.Errorf("%s must not be a %s", wrong.Field, wrong.Value)
		}
		return c, fmt.Errorf("it is not JSON: %w", err)
	}
	if c.Transport == "" {
		c.Transport = "tcp"
	}
	if c.Transport != "tcp" && c.Transport != "ipc" {
		return c, fmt.Errorf("transport %q is not supported: use tcp or ipc", c.Transport)
	}
	if c.IP == "" {
		return c, errors.New("it names no ip")
	}
	seen := map[int]string{}
	for _, p := range []struct {
		name string
		port int
	}{
		{"shell_port", c.Shell}, {"control_port", c.Control}, {"stdin_port", c.Stdin}, {"iopub_port", c.IOPub}, {"hb_port", c.Heartbeat},
	} {
		switch {
		case p.port == 0:
			return c, fmt.Errorf("it names no %s", p.name)
		case p.port < 0 || c.Transport == "tcp" && p.port > 65535:
			return c, fmt.Errorf("%s %d is no port", p.name, p.port)
		case seen[p.port] != "":
			return c, fmt.Errorf("%s and %s are both %d", seen[p.port], p.name, p.port)
		}
		seen[p.port] = p.name
	}
	return c, nil
}

// address returns network and address for net.Listen and net.Dial.
func (c Connection) address(port int) (network, address string) {
	if c.Transport == "ipc" {
		return "unix", c.IP + "-" + strconv.Itoa(port)
	}
	if c.IP == "*" { // as ZeroMQ writes it
		return "tcp", net.JoinHostPort("", strconv.Itoa(port))
	}
	return "tcp", net.JoinHostPort(c.IP, strconv.Itoa(port))
}

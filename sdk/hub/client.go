package hub

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Classes of errors; test with errors.Is.
var (
	ErrOffline  = errors.New("not in the cache, and the network is switched off")
	ErrNotFound = errors.New("not found on the hub")
	ErrGated    = errors.New("the hub asks for permission")
	ErrDamaged  = errors.New("not what the hub says it is")
	ErrNoSpace  = errors.New("no space left")
	ErrNetwork  = errors.New("the hub cannot be reached")
	ErrUnsafe   = errors.New("leads out of the cache")
)

const defaultEndpoint = "https://huggingface.co"

// Client speaks with a hub and keeps a cache. Its methods are safe for concurrent use, also by several processes.
type Client struct {
	Endpoint string // address of the hub, "https://huggingface.co"
	Cache    string // folder of the cache
	Token    string // sent to the host of Endpoint only; empty: none
	Offline  bool   // nothing is asked of the network

	http  *http.Client
	pause time.Duration // before the first new attempt; doubles
	stall time.Duration // a download that brings nothing for so long is begun anew
}

// New makes a client as the environment says: HF_ENDPOINT, HF_HUB_CACHE, HF_HOME, HF_TOKEN, HF_TOKEN_PATH, HF_HUB_OFFLINE,
// TRANSFORMERS_OFFLINE and WADE_OFFLINE.
func New() (*Client, error) {
	home := expand(os.Getenv("HF_HOME"))
	if home == "" {
		base := expand(os.Getenv("XDG_CACHE_HOME"))
		if base == "" {
			user, err := os.UserHomeDir()
			if err != nil {
				return nil, fmt.Errorf("hub: no folder for the cache: %w; set HF_HUB_CACHE", err)
			}
			base = filepath.Join(user, ".cache")
		}
		home = filepath.Join(base, "huggingface")
	}
	c := &Client{
		Endpoint: strings.TrimRight(first(os.Getenv("HF_ENDPOINT"), defaultEndpoint), "/"),
		Cache:    first(expand(os.Getenv("HF_HUB_CACHE")), expand(os.Getenv("HUGGINGFACE_HUB_CACHE")), filepath.Join(home, "hub")),
		Offline:  isTrue("WADE_OFFLINE") || isTrue("HF_HUB_OFFLINE") || isTrue("TRANSFORMERS_OFFLINE"),
	}
	cache, err := filepath.Abs(c.Cache)
	if err != nil {
		return nil, fmt.Errorf("hub: %w", err)
	}
	c.Cache = cache
	if c.Token, err = token(home); err != nil {
		return nil, err
	}
	return c, c.prepare()
}

// prepare makes what requests need.
func (c *Client) prepare() error {
	u, err := url.Parse(c.Endpoint)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("hub: HF_ENDPOINT %q is no address such as %s", c.Endpoint, defaultEndpoint)
	}
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.ResponseHeaderTimeout = 30 * time.Second
	base.DisableCompression = true // sizes and ranges are those of the file
	c.http = &http.Client{Transport: &guarded{base, u, c.Token}, CheckRedirect: redirect}
	c.pause, c.stall = 500*time.Millisecond, time.Minute
	return nil
}

// guarded adds the token to requests for one host. A redirect makes a new request, which is looked at again.
type guarded struct {
	http.RoundTripper
	endpoint *url.URL
	token    string
}

// RoundTrip sends a request.
func (g *guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Del("Authorization")
	r.Header.Set("User-Agent", "wade")
	if g.token != "" && r.URL.Scheme == g.endpoint.Scheme && r.URL.Host == g.endpoint.Host && (r.URL.Scheme == "https" || loopback(r.URL.Hostname())) {
		r.Header.Set("Authorization", "Bearer "+g.token)
	}
	return g.RoundTripper.RoundTrip(r)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func redirect(r *http.Request, via []*http.Request) error {
	if len(via) >= 10 {
		return errors.New("10 redirects")
	}
	if via[len(via)-1].URL.Scheme == "https" && r.URL.Scheme != "https" {
		return fmt.Errorf("a redirect to %s, which is not encrypted", r.URL.Host)
	}
	return nil
}

// token finds the person's token, "" if there is none.
func token(home string) (string, error) {
	if t := strings.TrimSpace(first(os.Getenv("HF_TOKEN"), os.Getenv("HUGGING_FACE_HUB_TOKEN"))); t != "" {
		return checkToken(t, "HF_TOKEN")
	}
	path := first(expand(os.Getenv("HF_TOKEN_PATH")), filepath.Join(home, "token"))
	b, err := readSmall(path, 1<<12)
	if err != nil {
		return "", nil // most need none
	}
	return checkToken(strings.TrimSpace(string(b)), path)
}

// checkToken refuses what cannot stand in a header; it is not printed.
func checkToken(t, where string) (string, error) {
	for _, r := range t {
		if r <= ' ' || r > '~' {
			return "", fmt.Errorf("hub: the token in %s has a character that no token has", where)
		}
	}
	return t, nil
}

// expand replaces a leading ~ and variables, as Python does.
func expand(path string) string {
	if path == "~" || strings.HasPrefix(path, "~/") {
		if user, err := os.UserHomeDir(); err == nil {
			path = user + path[1:]
		}
	}
	return os.ExpandEnv(path)
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func isTrue(name string) bool {
	switch strings.ToUpper(os.Getenv(name)) {
	case "1", "ON", "YES", "TRUE":
		return true
	}
	return false
}

package flamingo

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"wade/sdk/backend"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Provenance says where a result comes from: enough to run it again.
type Provenance struct {
	Model    string         // name in the configuration
	Backend  string         // name, version and device
	Policy   backend.Policy // how weights are stored and multiplied
	Version  string         // of wade
	Prompt   *prompt.Prompt
	Edits    []Edit
	Captures []string
	Forced   []int32 // tokens forced after the prompt
	Settings string  // of a generation: limit, temperature, cuts
	Seed     uint32  // of a generation, or of what an instrument draws

	origin *origin
}

// origin is what a model was loaded from.
type origin struct {
	config  Config
	words   string // hash of the vocabulary
	files   []string
	stored  map[string]backend.Stored
	tensors map[string]*tensor.Tensor
	once    sync.Once
	hash    string
	err     error
}

func (m *Model) provenance(p *prompt.Prompt, own []Edit) Provenance {
	name, policy := m.engine.about()
	return Provenance{
		Model: m.config.Name, Backend: name, Policy: policy, Version: version(), Prompt: p,
		Edits: slices.Concat(m.edits, own), origin: m.engine.origin,
	}
}

// Provenance says what runs of a prompt on this view come from; instruments put it into their results.
func (m *Model) Provenance(p *prompt.Prompt) Provenance { return m.provenance(p, nil) }

// version is that of the program, as far as it knows.
var version = sync.OnceValue(func() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		return b.Main.Version
	}
	return "unknown"
})

// Fingerprint is a hash of configuration, vocabulary and weights. Files beyond 256 MiB are read in part: their beginning
// and 64 places spread over the rest.
func (p Provenance) Fingerprint() (string, error) {
	if p.origin == nil {
		return "", errors.New("flamingo: the result does not come from a model")
	}
	o := p.origin
	o.once.Do(func() { o.hash, o.err = o.fingerprint() })
	return o.hash, o.err
}

func (o *origin) fingerprint() (string, error) {
	h := sha256.New()
	config, err := json.Marshal(o.config)
	if err != nil {
		return "", fmt.Errorf("flamingo: %w", err)
	}
	h.Write(config)
	io.WriteString(h, o.words)
	files := slices.Clone(o.files)
	for _, name := range slices.Sorted(maps.Keys(o.stored)) {
		s := o.stored[name]
		fmt.Fprint(h, name, s.DType, s.Sizes)
		for _, p := range s.Pieces {
			if !slices.Contains(files, p.File) {
				files = append(files, p.File)
			}
			fmt.Fprint(h, slices.Index(files, p.File), p.Offset, p.Length)
		}
	}
	for _, f := range files {
		if err := sample(h, f); err != nil {
			return "", fmt.Errorf("flamingo: fingerprint: %w", err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.tensors)) {
		t := o.tensors[name]
		fmt.Fprint(h, name, t.Shape())
		if err := binary.Write(h, binary.LittleEndian, t.ToF32()); err != nil {
			return "", fmt.Errorf("flamingo: fingerprint: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// sample reads a file, a large one in places.
func sample(h io.Writer, path string) error {
	const whole, places, piece = 256 << 20, 64, 1 << 20
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	about, err := f.Stat()
	if err != nil {
		return err
	}
	fmt.Fprint(h, about.Size())
	if about.Size() <= whole {
		_, err = io.Copy(h, f)
		return err
	}
	for i := range int64(places) {
		if _, err := io.Copy(h, io.NewSectionReader(f, i*(about.Size()-piece)/(places-1), piece)); err != nil {
			return err
		}
	}
	return nil
}

// Line is the provenance in one line, for the foot of a figure.
func (p Provenance) Line() string {
	parts := []string{p.Model}
	if hash, err := p.Fingerprint(); err == nil {
		parts[0] += " " + hash[:8]
	}
	if p.Backend != "" {
		parts = append(parts, p.Backend+", "+string(p.Policy))
	}
	if p.Settings != "" {
		parts = append(parts, p.Settings)
	}
	if p.Seed != 0 {
		parts = append(parts, fmt.Sprintf("seed %d", p.Seed))
	}
	if len(p.Edits) > 0 {
		parts = append(parts, "edits: "+describeEdits(p.Edits))
	}
	return strings.Join(parts, " · ")
}

// String is everything, a line each.
func (p Provenance) String() string {
	var b strings.Builder
	line := func(label string, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-9s %s\n", label, text)
		}
	}
	line("model", p.Model)
	hash, err := p.Fingerprint()
	if err != nil {
		hash = err.Error()
	}
	line("hash", hash)
	line("backend", p.Backend)
	line("weights", string(p.Policy))
	line("wade", p.Version)
	line("settings", p.Settings)
	if p.Settings != "" || p.Seed != 0 {
		line("seed", fmt.Sprint(p.Seed))
	}
	if p.Prompt != nil {
		line("prompt", strings.ReplaceAll(p.Prompt.String(), "\n", " / "))
	}
	if len(p.Forced) > 0 {
		line("forced", fmt.Sprint(p.Forced))
	}
	line("captures", strings.Join(p.Captures, ", "))
	for _, e := range p.Edits {
		line("edit", e.String())
	}
	return strings.TrimRight(b.String(), "\n")
}

// Replay runs the pass again and captures the same: on the model it came from, or on another, such as one on another
// backend.
func (t *Trace) Replay(ctx context.Context, on ...*Model) (*Trace, error) {
	m, err := again(t.model, on)
	if err != nil {
		return nil, err
	}
	all, err := m.ForwardAll(ctx, []Run{{Prompt: t.Provenance.Prompt, Edits: t.Provenance.Edits, Forced: t.Provenance.Forced}}, t.Provenance.Captures...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// Replay generates again with the same settings and seed: on the model it came from, or on another.
func (a *Answer) Replay(ctx context.Context, on ...*Model) (*Answer, error) {
	m, err := again(a.model, on)
	if err != nil {
		return nil, err
	}
	return m.With(a.Provenance.Edits...).Generate(ctx, a.Prompt, func(s *settings) { *s = a.settings })
}

// again is the model to run on, without edits.
func again(from *Model, on []*Model) (*Model, error) {
	switch {
	case len(on) > 0 && on[0] != nil:
		from = on[0]
	case from == nil:
		return nil, errors.New("flamingo: nothing to replay: a step of a generation is replayed with its answer")
	}
	bare := *from
	bare.edits, bare.err = nil, nil
	return &bare, nil
}

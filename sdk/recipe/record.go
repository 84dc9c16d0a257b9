package recipe

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"wade/sdk/tensor"
	"wade/sdk/train"
)

// Origin says what a run was started with; it becomes part of the record.
type Origin struct {
	Command string `json:"command"`
	Commit  string `json:"commit"` // of the source
	Backend string `json:"backend"`
}

// Session is one stretch of a run: a run that was interrupted and resumed has several.
type Session struct {
	Origin
	First   int     `json:"first"` // step
	Last    int     `json:"last"`
	Seconds float64 `json:"seconds"`
}

const (
	sessionsFile = "sessions.jsonl"
	curvePoints  = 300 // in a record
)

// addSession notes a stretch of a run in its folder. A run killed outright leaves no note of its last stretch.
func addSession(dir string, s Session) error {
	f, err := os.OpenFile(filepath.Join(dir, sessionsFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("recipe: %w", err)
	}
	line, err := json.Marshal(s)
	if err == nil {
		_, err = f.Write(append(line, '\n'))
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

func sessions(dir string) ([]Session, error) {
	f, err := os.Open(filepath.Join(dir, sessionsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recipe: %w", err)
	}
	defer f.Close()
	var all []Session
	scan := bufio.NewScanner(f)
	for scan.Scan() {
		var s Session
		if err := json.Unmarshal(scan.Bytes(), &s); err != nil {
			return nil, fmt.Errorf("recipe: %s, line %d: %w", f.Name(), len(all)+1, err)
		}
		all = append(all, s)
	}
	return all, scan.Err()
}

// meter times a stretch.
type meter struct {
	train.Progress
	first, last int
	start       time.Time
}

// Step passes a step on.
func (m *meter) Step(p train.Point, steps int) {
	if m.first == 0 {
		m.first = p.Step
	}
	m.last = p.Step
	if m.Progress != nil {
		m.Progress.Step(p, steps)
	}
}

// End passes on that the run is over.
func (m *meter) End(err error) {
	if p, ok := m.Progress.(interface{ End(error) }); ok {
		p.End(err)
	}
}

// RunRecord is what a record keeps of a run.
type RunRecord struct {
	Run
	Name     string        `json:"name"`
	Data     string        `json:"data"` // hash of the first batch
	Sessions []Session     `json:"sessions"`
	Curve    []train.Point `json:"curve"` // thinned
}

// record describes a finished run of dir.
func (r Run) record(dir string) (RunRecord, error) {
	folder := filepath.Join(dir, r.Name())
	rec := RunRecord{Run: r, Name: r.Name()}
	var err error
	if rec.Data, err = r.dataHash(); err != nil {
		return rec, err
	}
	if rec.Sessions, err = sessions(folder); err != nil {
		return rec, err
	}
	curve, err := train.ReadCurve(train.CurvePath(folder))
	if err != nil {
		return rec, err
	}
	every := max(1, len(curve)/curvePoints)
	for i, p := range curve {
		if i%every == 0 || i == len(curve)-1 {
			rec.Curve = append(rec.Curve, p)
		}
	}
	return rec, nil
}

// dataHash identifies the data of a run by its first batch: the world that draws it is deterministic.
func (r Run) dataHash() (string, error) {
	o, err := r.Objective()
	if err != nil {
		return "", err
	}
	in, err := o.Batch(1)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, name := range []string{inputIDs, inputTargets, inputWeights, inputImage, inputImages} {
		if t := in[name]; t != nil {
			fmt.Fprintf(h, "%s %v\n", name, t.Shape())
			binary.Write(h, binary.LittleEndian, elements(t))
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:32], nil
}

func elements(t *tensor.Tensor) any {
	if t.DType() == tensor.I32 {
		return t.I32()
	}
	return t.F32()
}

package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
)

// Record is an answer, a line of the results.
type Record struct {
	Shots  int      `json:"shots"` // how many were asked for
	Seed   uint64   `json:"seed"`
	ID     string   `json:"id"`          // of the example
	Answer string   `json:"answer"`      // as it was said
	Before []string `json:"before"`      // the examples that were its shots
	P      float64  `json:"p,omitempty"` // with Rank: the share of the first candidate
}

// key tells records apart.
type key struct {
	shots int
	seed  uint64
	id    string
}

func (r Record) key() key { return key{r.Shots, r.Seed, r.ID} }

// Origin says what results are of; it is their first line. Answers of something else are never mixed in.
type Origin struct {
	Version  int      `json:"wade_eval"`
	Model    string   `json:"model"`
	Weights  string   `json:"weights"` // fingerprint of configuration, vocabulary and weights
	Policy   string   `json:"policy"`
	Edits    []string `json:"edits,omitempty"`
	Data     string   `json:"data_sha256"`
	Settings Settings `json:"settings"`
}

// Files of a folder of results.
const (
	ResultsFile = "results.jsonl"
	SummaryFile = "summary.json"
	ReportFile  = "report.html"
)

// journal is a file that only grows.
type journal struct {
	file *os.File // nil: nothing is written
	size int64
}

// openJournal reads what an earlier run of the same has left, and goes on behind its last whole line.
func openJournal(dir string, o Origin) (*journal, []Record, error) {
	if dir == "" {
		return &journal{}, nil, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, fmt.Errorf("eval: %w", err)
	}
	path := filepath.Join(dir, ResultsFile)
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("eval: %w", err)
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1] // a line that was cut off was never finished
	records, err := readJournal(path, data, o)
	if err != nil {
		return nil, nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, nil, fmt.Errorf("eval: %w", err)
	}
	j := &journal{file: f, size: int64(len(data))}
	if err = f.Truncate(j.size); err == nil {
		_, err = f.Seek(j.size, io.SeekStart)
	}
	if err == nil && j.size == 0 {
		err = j.add(o)
	}
	if err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("eval: %w", err)
	}
	return j, records, nil
}

func readJournal(path string, data []byte, o Origin) (records []Record, err error) {
	for n, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
		if len(data) == 0 {
			break
		}
		if n == 0 {
			var was Origin
			if err := json.Unmarshal(line, &was); err != nil || was.Version == 0 {
				return nil, fmt.Errorf("eval: %s is not a file of results; choose another folder", path)
			}
			if what := o.differs(was); what != "" {
				return nil, fmt.Errorf("eval: %s is of another evaluation: %s; choose another folder, or remove that file", path, what)
			}
			continue
		}
		var r Record
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("eval: %s:%d: %w; remove this line, and its question is asked again", path, n+1, err)
		}
		records = append(records, r)
	}
	return records, nil
}

// differs names the first thing in which two evaluations are not the same.
func (o Origin) differs(was Origin) string {
	flat := func(o Origin) map[string]any {
		var all map[string]any
		text, err := json.Marshal(o)
		if err == nil {
			err = json.Unmarshal(text, &all)
		}
		if err != nil {
			panic(err) // it is plain data
		}
		settings, _ := all["settings"].(map[string]any)
		for name, v := range settings {
			all[name] = v
		}
		delete(all, "settings")
		return all
	}
	now, then := flat(o), flat(was)
	all := slices.AppendSeq(slices.Collect(maps.Keys(now)), maps.Keys(then))
	slices.Sort(all)
	for _, name := range all {
		if !reflect.DeepEqual(now[name], then[name]) {
			return fmt.Sprintf("%s was %v, is %v", name, said(then[name]), said(now[name]))
		}
	}
	return ""
}

func said(v any) any {
	if v == nil {
		return "not given"
	}
	return v
}

// add puts lines on the disk, all or none of them.
func (j *journal) add(lines ...any) error {
	if j.file == nil {
		return nil
	}
	var b bytes.Buffer
	for _, l := range lines {
		text, err := json.Marshal(l)
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
		b.Write(append(text, '\n'))
	}
	_, err := j.file.Write(b.Bytes())
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		_ = j.file.Truncate(j.size) // if not even that works, the next run drops the line that was cut off
		return fmt.Errorf("eval: results cannot be written: %w; what was answered before is kept, and the same command goes on from there", err)
	}
	j.size += int64(b.Len())
	return nil
}

func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	return j.file.Close()
}

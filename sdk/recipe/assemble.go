package recipe

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/tensor/safetensors"
)

// Record says where a weight file comes from.
type Record struct {
	Config  flamingo.Config `json:"config"`
	Words   string          `json:"tokenizer"` // hash of the vocabulary
	SHA256  string          `json:"sha256"`    // of the weight file
	Bytes   int64           `json:"bytes"`
	Runs    []RunRecord     `json:"runs"`    // the three stages, then ablations that were run beside them
	Reports []*Report       `json:"reports"` // of the model, then of ablations
}

// Files that Assemble writes.
const (
	ModelFile  = "model.safetensors"
	RecordFile = "record.json"
	reportFile = "report.json"
)

// Assemble joins the parts of a finished few-shot run under dir into out: one weight file, float32, and the record, with the
// reports of what was examined. Ablations under dir become part of the record; their weights do not.
func Assemble(dir, out string, r Run) (*Record, error) {
	weights, err := r.Weights(dir)
	if err != nil {
		return nil, err
	}
	tok, err := pond.Tokenizer()
	if err != nil {
		return nil, err
	}
	rec := &Record{Config: r.Config(), Words: tok.Hash()}
	config, err := json.Marshal(rec.Config)
	if err != nil {
		return nil, fmt.Errorf("recipe: %w", err)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, fmt.Errorf("recipe: %w", err)
	}
	path := filepath.Join(out, ModelFile)
	if err := safetensors.Write(path, weights, map[string]string{"config": string(config), "tokenizer": rec.Words}); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("recipe: %w", err)
	}
	sum := sha256.Sum256(data)
	rec.SHA256, rec.Bytes = hex.EncodeToString(sum[:]), int64(len(data))
	if err := rec.collect(dir, r); err != nil {
		return nil, err
	}
	return rec, writeJSON(filepath.Join(out, RecordFile), rec)
}

// collect adds runs and reports.
func (rec *Record) collect(dir string, r Run) error {
	names := []string{string(Vision), string(Language), r.Name()}
	for _, a := range Ablations() {
		if name := (Run{Stage: FewShot, Ablation: a}).Name(); name != r.Name() && exists(dir, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		part, err := ReadRun(dir, name)
		if err != nil {
			return err
		}
		one, err := part.record(dir)
		if err != nil {
			return err
		}
		rec.Runs = append(rec.Runs, one)
		report, err := ReadReport(dir, name)
		if err != nil {
			return err
		}
		if report != nil {
			rec.Reports = append(rec.Reports, report)
		}
	}
	return nil
}

func exists(dir, run string) bool {
	_, err := os.Stat(filepath.Join(dir, run, reportFile))
	return err == nil
}

// ParseRecord reads a record.
func ParseRecord(data []byte) (*Record, error) {
	var rec Record
	if err := json.Unmarshal(data, &rec); err != nil {
		return nil, fmt.Errorf("recipe: record: %w", err)
	}
	return &rec, nil
}

// Run finds a run by name, nil if the record has none of it.
func (rec *Record) Run(name string) *RunRecord {
	for i := range rec.Runs {
		if rec.Runs[i].Name == name {
			return &rec.Runs[i]
		}
	}
	return nil
}

// Report finds the report of a run, nil if the record has none.
func (rec *Record) Report(name string) *Report {
	for _, r := range rec.Reports {
		if r.Run == name {
			return r
		}
	}
	return nil
}

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
	Config flamingo.Config `json:"config"`
	Words  string          `json:"tokenizer"` // hash of the vocabulary
	SHA256 string          `json:"sha256"`    // of the weight file
	Bytes  int64           `json:"bytes"`
	Runs   []RunRecord     `json:"runs"`
	Report *Report         `json:"report,omitempty"`
}

// Files that Assemble writes.
const (
	ModelFile  = "model.safetensors"
	RecordFile = "record.json"
	reportFile = "report.json"
)

// Assemble joins the parts of a finished few-shot run under dir into out: one weight file, float32, and the record, with the
// report of the run if it was examined.
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
	for _, name := range []string{string(Vision), string(Language), r.Name()} {
		part, err := ReadRun(dir, name)
		if err != nil {
			return nil, err
		}
		one, err := part.record(dir)
		if err != nil {
			return nil, err
		}
		rec.Runs = append(rec.Runs, one)
	}
	if rec.Report, err = ReadReport(dir, r.Name()); err != nil {
		return nil, err
	}
	return rec, writeJSON(filepath.Join(out, RecordFile), rec)
}

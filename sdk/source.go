package sdk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
	"wade/sdk/tokenize"
)

// ErrAltered is in the chain of errors about weights that are not those of their record.
var ErrAltered = errors.New("the weights are not those that were trained")

// Files of a checkpoint folder. The record tells where the weights come from; the tokenizer may be left out where it is pond's.
const (
	modelFile     = "model.safetensors"
	recordFile    = "record.json"
	tokenizerFile = "tokenizer.json"
)

// source finds configuration, vocabulary and weights.
func (o options) source(ctx context.Context, name string) (flamingo.Source, error) {
	switch {
	case name != demonstration && (o.start != nil || o.file != ""):
		return flamingo.Source{}, fmt.Errorf("sdk: File and Untrained are for %q; %s is opened by its name alone", demonstration, name)
	case name != demonstration:
		return o.elsewhere(ctx, name)
	case o.start != nil && o.file != "":
		return flamingo.Source{}, errors.New("sdk: File and Untrained exclude each other")
	case o.start != nil:
		return untrained(*o.start)
	case o.file != "":
		return fromFile(o.file)
	}
	weights, record, err := pond.Weights()
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w; train one with `wade train` and open it with File, or see Untrained", err)
	}
	sum := sha256.Sum256(weights)
	f, err := safetensors.Parse(weights)
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: the weights of %s: %w", name, err)
	}
	s, err := describe(f, record, hex.EncodeToString(sum[:]), "")
	if err != nil {
		return s, fmt.Errorf("sdk: the weights of %s: %w", name, err)
	}
	s.Tensors = map[string]*tensor.Tensor{}
	for _, n := range f.Names() {
		if s.Tensors[n], err = f.Tensor(n); err != nil {
			return s, fmt.Errorf("sdk: the weights of %s: %w", name, err)
		}
	}
	return s, nil
}

func untrained(seed uint64) (flamingo.Source, error) {
	words, err := pond.Tokenizer()
	if err != nil {
		return flamingo.Source{}, err
	}
	c := flamingo.Pond()
	weights, err := c.Init(seed)
	note := fmt.Sprintf("weights: untrained, drawn from seed %d", seed)
	return flamingo.Source{Config: c, Tokenizer: words, Tensors: weights, Notes: []string{note}}, err
}

// fromFile opens a checkpoint of one's own; the backend reads the weights from the file itself.
func fromFile(path string) (flamingo.Source, error) {
	path = weightsIn(path)
	f, err := safetensors.Open(path)
	if err != nil {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	defer f.Close()
	record, err := os.ReadFile(filepath.Join(filepath.Dir(path), recordFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
	}
	sum := ""
	if record != nil {
		if sum, err = hashFile(path); err != nil {
			return flamingo.Source{}, fmt.Errorf("sdk: %w", err)
		}
	}
	s, err := describe(f, record, sum, filepath.Join(filepath.Dir(path), tokenizerFile))
	if err != nil {
		return s, fmt.Errorf("sdk: %s: %w", path, err)
	}
	s.Files = []string{path}
	return s, nil
}

// weightsIn is the file of weights of a checkpoint, which may be given by its folder.
func weightsIn(path string) string {
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return filepath.Join(path, modelFile)
	}
	return path
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// record is what is read of the record of a checkpoint, which wade/sdk/recipe writes.
type record struct {
	SHA256 string `json:"sha256"`
	Runs   []struct {
		Name     string `json:"name"`
		Steps    int    `json:"steps"`
		Sessions []struct {
			Commit string `json:"commit"`
		} `json:"sessions"`
	} `json:"runs"`
}

// describe reads configuration and vocabulary of a checkpoint and checks that everything belongs together.
func describe(f *safetensors.File, recordJSON []byte, sum, tokenizer string) (flamingo.Source, error) {
	var s flamingo.Source
	text, ok := f.Metadata()["config"]
	if !ok {
		return s, errors.New(`there is no "config" in the metadata: not a checkpoint of wade`)
	}
	if err := json.Unmarshal([]byte(text), &s.Config); err != nil {
		return s, fmt.Errorf("reading the configuration: %w", err)
	}
	if err := s.Config.Check(); err != nil {
		return s, err
	}
	sizes := map[string][]int{}
	for _, n := range f.Names() {
		info, err := f.Info(n)
		if err != nil {
			return s, err
		}
		sizes[n] = info.Shape
	}
	if err := s.Config.Fits(sizes); err != nil {
		return s, err
	}
	var err error
	if s.Tokenizer, err = vocabulary(f.Metadata()["tokenizer"], tokenizer); err != nil {
		return s, err
	}
	if recordJSON == nil {
		s.Notes = []string{"weights: without a record of their training"}
		return s, nil
	}
	var r record
	if err := json.Unmarshal(recordJSON, &r); err != nil {
		return s, fmt.Errorf("reading the record: %w", err)
	}
	if r.SHA256 != sum {
		return s, fmt.Errorf("%w: their SHA-256 is %.12s…, the record says %.12s…; get them again, or remove the record if the change is yours", ErrAltered, sum, r.SHA256)
	}
	s.Notes = []string{r.String()}
	return s, nil
}

// String tells in a line how the weights were trained.
func (r record) String() string {
	var parts []string
	commit := ""
	for _, run := range r.Runs {
		parts = append(parts, fmt.Sprintf("%s %d steps", run.Name, run.Steps))
		for _, s := range run.Sessions {
			commit = s.Commit
		}
	}
	text := "weights: trained (" + strings.Join(parts, ", ") + ")"
	if commit != "" {
		text += fmt.Sprintf(" at commit %.10s", commit)
	}
	return text
}

// vocabulary finds the tokenizer of a hash: pond's, or the file beside the weights.
func vocabulary(hash, path string) (*tokenize.Tokenizer, error) {
	words, err := pond.Tokenizer()
	if err != nil || words.Hash() == hash {
		return words, err
	}
	if path == "" {
		return nil, errors.New("the vocabulary of these weights is not the one that comes with wade: weights and program are from different versions")
	}
	if words, err = tokenize.Load(path); err != nil {
		return nil, fmt.Errorf("the weights were trained with another vocabulary than pond's: %w", err)
	}
	if words.Hash() != hash {
		return nil, fmt.Errorf("%s is not the vocabulary that the weights were trained with", path)
	}
	return words, nil
}

package tokenize

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
)

// file is the part of tokenizer.json that is read and written.
type file struct {
	Version       string          `json:"version"`
	Truncation    json.RawMessage `json:"truncation"`
	Padding       json.RawMessage `json:"padding"`
	AddedTokens   []addedToken    `json:"added_tokens"`
	Normalizer    *kind           `json:"normalizer"`
	PreTokenizer  *kind           `json:"pre_tokenizer"`
	PostProcessor *kind           `json:"post_processor"`
	Decoder       *kind           `json:"decoder"`
	Model         *fileModel      `json:"model"`
}

type kind struct {
	Type string `json:"type"`
}

type fileModel struct {
	Type  string          `json:"type"`
	Vocab json.RawMessage `json:"vocab"`
	Unk   *string         `json:"unk_token"`
}

// noUnk stands in files for "no unknown token": the format demands a name there, and one outside the vocabulary makes
// the Python library fail at an unknown word too.
const noUnk = "<no unknown token>"

// Load reads a tokenizer.json file.
func Load(path string) (*Tokenizer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("tokenize: %w", err)
	}
	t, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// Parse reads the content of a tokenizer.json: model WordLevel, pre-tokenizer WhitespaceSplit, no normalizer and no
// post-processor. A file that asks for anything else is refused (ErrUnsupported) rather than read wrongly; truncation,
// padding and decoder settings are ignored.
func Parse(data []byte) (*Tokenizer, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("tokenize: reading JSON: %v: %w", err, ErrFormat)
	}
	switch {
	case f.Model == nil:
		return nil, fmt.Errorf("tokenize: there is no model section: %w", ErrFormat)
	case f.Model.Type != "WordLevel":
		return nil, fmt.Errorf("tokenize: model type %q is not read, only WordLevel is: %w", f.Model.Type, ErrUnsupported)
	case f.PreTokenizer == nil || f.PreTokenizer.Type != "WhitespaceSplit":
		return nil, fmt.Errorf("tokenize: pre-tokenizer %s is not read, only WhitespaceSplit is: %w", f.PreTokenizer, ErrUnsupported)
	case f.Normalizer != nil:
		return nil, fmt.Errorf("tokenize: normalizer %s is not read; remove it or normalise the text before: %w", f.Normalizer, ErrUnsupported)
	case f.PostProcessor != nil:
		return nil, fmt.Errorf("tokenize: post-processor %s is not read; add its tokens to the prompt: %w", f.PostProcessor, ErrUnsupported)
	}
	var vocab map[string]int64
	if err := json.Unmarshal(f.Model.Vocab, &vocab); err != nil {
		return nil, fmt.Errorf("tokenize: reading model.vocab: %v: %w", err, ErrFormat)
	}
	ids := make(map[string]int32, len(vocab))
	for w, id := range vocab {
		if id < 0 || id > math.MaxInt32-1 {
			return nil, fmt.Errorf("tokenize: token %q has id %d, outside 0 to %d: %w", w, id, math.MaxInt32-1, ErrFormat)
		}
		ids[w] = int32(id)
	}
	for _, a := range f.AddedTokens {
		if have, ok := ids[a.Content]; a.Content == "" || a.ID == math.MaxInt32 || ok && have != a.ID {
			return nil, fmt.Errorf("tokenize: added token %q with id %d is empty, too large or contradicts the vocabulary: %w", a.Content, a.ID, ErrFormat)
		}
		ids[a.Content] = a.ID
	}
	longestFirst(f.AddedTokens)
	unk := ""
	if f.Model.Unk != nil {
		if _, ok := ids[*f.Model.Unk]; ok {
			unk = *f.Model.Unk
		}
	}
	return build(ids, f.AddedTokens, unk)
}

func (k *kind) String() string {
	if k == nil {
		return "none"
	}
	return k.Type
}

// JSON writes a tokenizer.json that this package and Python's tokenizers read. Equal tokenizers give equal bytes.
func (t *Tokenizer) JSON() ([]byte, error) {
	unk := t.unk
	if unk == "" {
		unk = noUnk
		for { // must not be a word by accident
			if _, taken := t.ids[unk]; !taken {
				break
			}
			unk += ">"
		}
	}
	var vocab bytes.Buffer // in order of ids, as the Python library writes it
	for _, id := range t.sortedIDs() {
		w := t.tokens[id]
		word, err := quote(w)
		if err != nil {
			return nil, fmt.Errorf("tokenize: writing %q: %w", w, err)
		}
		if vocab.Len() > 0 {
			vocab.WriteByte(',')
		}
		fmt.Fprintf(&vocab, "%s:%d", word, id)
	}
	f := file{
		Version: "1.0", AddedTokens: slices.Clone(t.added), PreTokenizer: &kind{"WhitespaceSplit"},
		Model: &fileModel{Type: "WordLevel", Vocab: json.RawMessage("{" + vocab.String() + "}"), Unk: &unk},
	}
	if f.AddedTokens == nil {
		f.AddedTokens = []addedToken{}
	}
	slices.SortFunc(f.AddedTokens, func(a, b addedToken) int { return int(a.ID) - int(b.ID) })
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("tokenize: writing JSON: %w", err)
	}
	return out.Bytes(), nil
}

func quote(s string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return bytes.TrimSpace(b.Bytes()), err
}

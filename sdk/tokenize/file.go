package tokenize

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
)

// file is the part of tokenizer.json that is read and written.
type file struct {
	Version       string          `json:"version"`
	Truncation    json.RawMessage `json:"truncation"`
	Padding       json.RawMessage `json:"padding"`
	AddedTokens   []addedToken    `json:"added_tokens"`
	Normalizer    json.RawMessage `json:"normalizer"`
	PreTokenizer  json.RawMessage `json:"pre_tokenizer"`
	PostProcessor json.RawMessage `json:"post_processor"`
	Decoder       json.RawMessage `json:"decoder"`
	Model         json.RawMessage `json:"model"`
}

type fileModel struct {
	Type  string           `json:"type"`
	Vocab map[string]int64 `json:"vocab"`
	Unk   *string          `json:"unk_token"`
}

// noUnk stands in files for "no unknown token": the format demands a name there, and one outside the vocabulary makes
// the Python library fail at an unknown word too.
const noUnk = "<no unknown token>"

// Load reads a tokenizer.json or a SentencePiece tokenizer.model, or the one of these that a folder has: tokenizer.json if it
// has both, as it says more.
func Load(path string) (*Tokenizer, error) {
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		t, err := Load(filepath.Join(path, "tokenizer.json"))
		if errors.Is(err, fs.ErrNotExist) {
			t, err = Load(filepath.Join(path, "tokenizer.model"))
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("tokenize: %s has neither tokenizer.json nor tokenizer.model: %w", path, fs.ErrNotExist)
		}
		return t, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("tokenize: %w", err)
	}
	parse := ParseSentencePiece
	if b := bytes.TrimSpace(data); len(b) == 0 || b[0] == '{' {
		parse = Parse
	}
	t, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// Parse reads the content of a tokenizer.json with a model of the kind WordLevel, or BPE over bytes (GPT-2, GPT-NeoX, CLIP) or
// over characters with bytes to fall back to (LLaMA). A file that asks for a normaliser, a pre-tokenizer, a post-processor or
// a decoder that is not known here is refused (ErrUnsupported) rather than read wrongly; truncation and padding are ignored.
func Parse(data []byte) (*Tokenizer, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("tokenize: reading JSON: %v: %w", err, ErrFormat)
	}
	if len(f.Model) == 0 || string(f.Model) == "null" {
		return nil, fmt.Errorf("tokenize: there is no model section: %w", ErrFormat)
	}
	var m fileModel
	if err := json.Unmarshal(f.Model, &m); err != nil {
		// The vocabulary of another kind of model may have another form.
		var other struct{ Type string }
		if json.Unmarshal(f.Model, &other) == nil && other.Type != "WordLevel" && other.Type != "BPE" {
			m.Type = other.Type
		} else {
			return nil, fmt.Errorf("tokenize: reading model: %v: %w", err, ErrFormat)
		}
	}
	switch m.Type {
	case "WordLevel":
		return parseWords(f, m)
	case "BPE", "":
		return parsePairs(f, m, data)
	}
	return nil, fmt.Errorf("tokenize: model type %q is not read, only WordLevel and BPE are: %w", m.Type, ErrUnsupported)
}

// vocabulary returns the ids of the model's tokens, and those of the added ones too.
func (f file) vocabulary(m fileModel) (model, all map[string]int32, err error) {
	model = make(map[string]int32, len(m.Vocab))
	all = make(map[string]int32, len(m.Vocab)+len(f.AddedTokens))
	for w, id := range m.Vocab {
		if id < 0 || id > math.MaxInt32-1 {
			return nil, nil, fmt.Errorf("tokenize: token %q has id %d, outside 0 to %d: %w", w, id, math.MaxInt32-1, ErrFormat)
		}
		model[w], all[w] = int32(id), int32(id)
	}
	for _, a := range f.AddedTokens {
		if have, ok := all[a.Content]; a.Content == "" || a.ID == math.MaxInt32 || ok && have != a.ID {
			return nil, nil, fmt.Errorf("tokenize: added token %q with id %d is empty, too large or contradicts the vocabulary: %w", a.Content, a.ID, ErrFormat)
		}
		all[a.Content] = a.ID
	}
	return model, all, nil
}

func parseWords(f file, m fileModel) (*Tokenizer, error) {
	name := func(raw json.RawMessage) string {
		if s, err := part(raw); err == nil && s != nil {
			return s.Type
		}
		return "none"
	}
	if p := name(f.PreTokenizer); p != "WhitespaceSplit" {
		return nil, fmt.Errorf("tokenize: pre-tokenizer %s is not read for WordLevel, only WhitespaceSplit is: %w", p, ErrUnsupported)
	}
	if n := name(f.Normalizer); n != "none" {
		return nil, fmt.Errorf("tokenize: normalizer %s is not read for WordLevel; remove it or normalise the text before: %w", n, ErrUnsupported)
	}
	if p := name(f.PostProcessor); p != "none" {
		return nil, fmt.Errorf("tokenize: post-processor %s is not read for WordLevel; add its tokens to the prompt: %w", p, ErrUnsupported)
	}
	_, ids, err := f.vocabulary(m)
	if err != nil {
		return nil, err
	}
	unk := ""
	if m.Unk != nil {
		if _, ok := ids[*m.Unk]; ok {
			unk = *m.Unk
		}
	}
	return newWords(ids, f.AddedTokens, unk)
}

func parsePairs(f file, m fileModel, data []byte) (*Tokenizer, error) {
	vocab, all, err := f.vocabulary(m)
	if err != nil {
		return nil, err
	}
	t := &Tokenizer{kind: "BPE", ids: all, added: f.AddedTokens, source: bytes.Clone(data)}
	if t.normal, err = parseNormalizer(f.Normalizer); err != nil {
		return nil, err
	}
	inBytes := false
	if t.split, inBytes, err = parseSplitters(f.PreTokenizer); err != nil {
		return nil, err
	}
	if inBytes {
		t.kind = "byte-level BPE"
	}
	if m.Unk != nil {
		t.unk = *m.Unk
	}
	b, err := parseBPE(f.Model, vocab, t.unk, inBytes)
	if err != nil {
		return nil, err
	}
	t.model = b
	if t.decoder, err = parseDecoder(f.Decoder); err != nil {
		return nil, err
	}
	t.decoder.end = b.suffix
	if t.before, t.after, err = parseEnds(f.PostProcessor); err != nil {
		return nil, err
	}
	var rules bytes.Buffer
	for _, raw := range []json.RawMessage{f.Normalizer, f.PreTokenizer, f.PostProcessor, f.Decoder} {
		rules.WriteByte('\n')
		if len(raw) == 0 {
			raw = json.RawMessage("null")
		}
		if err := json.Compact(&rules, raw); err != nil {
			return nil, fmt.Errorf("tokenize: reading JSON: %v: %w", err, ErrFormat)
		}
	}
	t.rules = b.rules() + rules.String()
	return t, t.finish()
}

// parseEnds reads the post_processor section as what stands before and after a text alone.
func parseEnds(raw json.RawMessage) (before, after []int32, err error) {
	all, err := parts(raw, func(s *settings) []json.RawMessage { return s.Processors })
	if err != nil {
		return nil, nil, fmt.Errorf("tokenize: post-processor: %w", err)
	}
	for _, s := range all {
		switch s.Type {
		case "ByteLevel":
		case "RobertaProcessing", "BertProcessing":
			before, after = append([]int32{s.CLS.id}, before...), append(after, s.SEP.id)
		case "TemplateProcessing":
			b, a, err := s.template()
			if err != nil {
				return nil, nil, err
			}
			before, after = append(b, before...), append(after, a...)
		default:
			return nil, nil, fmt.Errorf("tokenize: post-processor %s is not read: %w", s.Type, ErrUnsupported)
		}
	}
	return before, after, nil
}

// template reads what TemplateProcessing puts around a single text.
func (s *settings) template() (before, after []int32, err error) {
	seen := false
	for _, p := range s.Single {
		switch {
		case p.Sequence != nil && !seen:
			seen = true
		case p.SpecialToken != nil:
			ids := s.SpecialTokens[p.SpecialToken.ID].IDs
			if len(ids) == 0 {
				return nil, nil, fmt.Errorf("tokenize: post-processor: no ids for the token %q: %w", p.SpecialToken.ID, ErrFormat)
			}
			if seen {
				after = append(after, ids...)
			} else {
				before = append(before, ids...)
			}
		default:
			return nil, nil, fmt.Errorf("tokenize: post-processor: a template with the text twice is not read: %w", ErrUnsupported)
		}
	}
	return before, after, nil
}

// named is a token with its id, written as ["</s>", 2].
type named struct{ id int32 }

func (n *named) UnmarshalJSON(data []byte) error {
	pair := [2]json.RawMessage{}
	if err := json.Unmarshal(data, &pair); err != nil {
		return err
	}
	return json.Unmarshal(pair[1], &n.id)
}

// JSON writes a tokenizer.json that this package and Python's tokenizers read. Equal word-level tokenizers give equal bytes;
// one of another kind is written as it was read, with its added tokens. A SentencePiece model has no such form
// (ErrUnsupported): keep its file.
func (t *Tokenizer) JSON() ([]byte, error) {
	f := file{Version: "1.0"}
	switch {
	case len(t.source) > 0:
		if err := json.Unmarshal(t.source, &f); err != nil {
			return nil, fmt.Errorf("tokenize: writing JSON: %w", err)
		}
	case t.kind != "word-level":
		return nil, fmt.Errorf("tokenize: a %s tokenizer is not written as JSON, copy its tokenizer.model: %w", t.kind, ErrUnsupported)
	default:
		model, err := t.wordsJSON()
		if err != nil {
			return nil, err
		}
		f.PreTokenizer, f.Model = json.RawMessage(`{"type":"WhitespaceSplit"}`), model
	}
	f.AddedTokens = append([]addedToken{}, t.added...)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("tokenize: writing JSON: %w", err)
	}
	return out.Bytes(), nil
}

// wordsJSON is the model section of a word-level tokenizer, in order of ids as the Python library writes it.
func (t *Tokenizer) wordsJSON() ([]byte, error) {
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
	var out bytes.Buffer
	out.WriteString(`{"type":"WordLevel","vocab":{`)
	for i, id := range t.sortedIDs() {
		word, err := quote(t.tokens[id])
		if err != nil {
			return nil, fmt.Errorf("tokenize: writing %q: %w", t.tokens[id], err)
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "%s:%d", word, id)
	}
	word, err := quote(unk)
	if err != nil {
		return nil, fmt.Errorf("tokenize: writing %q: %w", unk, err)
	}
	fmt.Fprintf(&out, `},"unk_token":%s}`, word)
	return out.Bytes(), nil
}

func quote(s string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return bytes.TrimSpace(b.Bytes()), err
}

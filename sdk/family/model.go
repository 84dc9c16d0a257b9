package family

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"

	"wade/sdk/backend"
	"wade/sdk/flamingo"
	"wade/sdk/tensor"
)

// Model is a checkpoint as package flamingo takes it.
type Model struct {
	Folders
	Config  flamingo.Config
	Stored  map[string]backend.Stored // where the weights lie, by their names in Config
	Tensors map[string]*tensor.Tensor // those that lie otherwise in the files
	Report  *Report
	Words   string   // folder of the tokenizer
	Added   []string // special tokens that the tokenizer is given on top of its own, in order
}

// Read makes a model of the files in folders. It reads configurations and the lists of tensors, not the weights. An error
// with ErrMismatch in its chain comes with the model, whose Report has the whole list.
func Read(f Folders) (*Model, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	m := &Model{Folders: f}
	var err error
	if f.Kind == IDEFICS {
		err = m.idefics()
	} else {
		err = m.openFlamingo()
	}
	if err != nil {
		return nil, err
	}
	return m, m.Report.Err()
}

func (m *Model) idefics() error {
	var err error
	if m.Config, err = readIDEFICS(m.Model); err != nil {
		return err
	}
	m.Config.Name = "idefics " + filepath.Base(m.Model)
	m.Words = m.Model
	t := &m.Config.Tokens
	m.Added = []string{t.Around, t.Image}
	if m.dialogues() {
		m.Added = append(m.Added, endOfUtterance)
		t.End, t.Before, t.Between, t.Lead, t.Close = endOfUtterance, "User:", endOfUtterance+"\nAssistant:", " ", endOfUtterance+"\n"
	}
	if err := check(m.Config); err != nil {
		return err
	}
	files, err := open(m.Model)
	if err != nil {
		return err
	}
	return newAssembler(IDEFICS, m.Config, []*set{newSet(files, ideficsSpare)}, prefixed("model.vision_model.", clipRules), ideficsRules).into(m)
}

// endOfUtterance ends a turn in the dialogues that the instruct models were tuned on.
const endOfUtterance = "<end_of_utterance>"

// dialogues tells whether the tokenizer of an IDEFICS model knows the end of an utterance: one of these files says so.
func (m *Model) dialogues() bool {
	for _, name := range []string{"special_tokens_map.json", "tokenizer_config.json", "added_tokens.json"} {
		var text json.RawMessage
		if readJSON(m.Model, name, &text) == nil && bytes.Contains(text, []byte(`"`+endOfUtterance+`"`)) {
			return true
		}
	}
	return false
}

func (m *Model) openFlamingo() error {
	l, err := readLanguage(m.Language)
	if err != nil {
		return err
	}
	v, err := readVision(m.Vision)
	if err != nil {
		return err
	}
	var files [3]Tensors
	for i, path := range []string{m.Folders.Model, m.Language, m.Vision} {
		if files[i], err = open(path); err != nil {
			return err
		}
	}
	wrap, ok := wrapper(files[0])
	if !ok {
		return fmt.Errorf("family: %s: %w: it has no perceiver.* among its %d tensors", m.Model, ErrUnknown, len(files[0].Names()))
	}
	if v.config.Joint < 0 {
		v.config.Joint = joint(files[2])
	}
	if m.Config, err = readOpenFlamingo(files[0], wrap, l, v); err != nil {
		return err
	}
	m.Config.Name = "openflamingo " + filepath.Base(filepath.Dir(m.Model))
	m.Words = m.Language
	t := &m.Config.Tokens
	m.Added = []string{t.End, t.Image}
	if pad := padding(m.Words); pad != "" {
		t.Pad = pad
	} else {
		m.Added = append(m.Added, t.Pad)
	}
	if err := check(m.Config); err != nil {
		return err
	}
	return openFlamingoWeights(m.Config, wrap, files, l, v).into(m)
}

// padding is the token that a tokenizer pads with, empty if it has none.
func padding(folder string) string {
	var c struct {
		Pad any `json:"pad_token"`
	}
	if readJSON(folder, "tokenizer_config.json", &c) != nil {
		return ""
	}
	if object, ok := c.Pad.(map[string]any); ok {
		c.Pad = object["content"]
	}
	name, _ := c.Pad.(string)
	return name
}

// Package words lists the vocabulary of the demonstration world and writes it as a tokenizer file.
package words

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Ids of the special tokens: their places in All.
const (
	Pad   = 0
	Bos   = 1
	Unk   = 2
	Image = 3
	Eoc   = 4
	// Specials is how many there are; ordinary words begin here.
	Specials = 5
)

// The closed classes of the world. The order is part of the data: seeds pick by index.
var (
	Shapes  = []string{"circle", "square", "triangle", "star", "cross", "ring"}
	Plurals = []string{"circles", "squares", "triangles", "stars", "crosses", "rings"}
	Colours = []string{"red", "green", "blue", "yellow", "purple", "orange", "white", "black"}
	Sizes   = []string{"small", "large"}
	Places  = []string{"left", "right", "top", "bottom", "centre"}
	Numbers = []string{"one", "two", "three", "four"}
	Nonce   = []string{"dax", "blick", "wug", "fep", "toma", "zup", "gork", "pilk",
		"nim", "bosa", "kiki", "bouba", "lorp", "tiv", "mep", "quil"}
)

// All is the vocabulary; a word's index is its token id.
var All = slices.Concat(
	[]string{"<pad>", "<bos>", "<unk>", "<image>", "<eoc>"},
	[]string{":", ".", "?", ",", "a", "an", "the", "on", "in", "of", "and"},
	Sizes, Colours, Shapes, Plurals, Places, Numbers,
	[]string{"word", "ink", "output", "question", "answer", "scene", "this", "is", "what",
		"colour", "shape", "object", "objects", "there", "yes", "no"},
	// Room for the questions of notebooks; in the corpus these occur only among the random words.
	[]string{"how", "many", "where", "are", "it", "not", "picture", "count", "place", "size", "number", "name",
		"i", "do", "know", "unknown", "maybe", "which", "with", "or", "all", "both", "none",
		"same", "different", "first", "last"},
	Nonce,
)

// TokenizerJSON is the vocabulary as a word-level tokenizer.json that splits at white space.
func TokenizerJSON() ([]byte, error) {
	type added struct {
		ID         int    `json:"id"`
		Content    string `json:"content"`
		SingleWord bool   `json:"single_word"`
		LStrip     bool   `json:"lstrip"`
		RStrip     bool   `json:"rstrip"`
		Normalized bool   `json:"normalized"`
		Special    bool   `json:"special"`
	}
	var specials []added
	for i := range Specials {
		specials = append(specials, added{ID: i, Content: All[i], Special: true})
	}
	vocab := make(map[string]int, len(All))
	for i, w := range All {
		vocab[w] = i
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Version       string         `json:"version"`
		Truncation    any            `json:"truncation"`
		Padding       any            `json:"padding"`
		AddedTokens   []added        `json:"added_tokens"`
		Normalizer    any            `json:"normalizer"`
		PreTokenizer  any            `json:"pre_tokenizer"`
		PostProcessor any            `json:"post_processor"`
		Decoder       any            `json:"decoder"`
		Model         map[string]any `json:"model"`
	}{
		Version: "1.0", AddedTokens: specials,
		PreTokenizer: map[string]string{"type": "WhitespaceSplit"},
		Model:        map[string]any{"type": "WordLevel", "vocab": vocab, "unk_token": "<unk>"},
	})
	return out.Bytes(), err
}

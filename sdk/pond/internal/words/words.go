// Package words lists the vocabulary of the demonstration world and writes it as a tokenizer file.
package words

import (
	"slices"

	"wade/sdk/tokenize"
)

// Ids of the special tokens: their places in All.
const (
	Pad   = 0
	Bos   = 1
	Image = 2
	Eoc   = 3
	// Specials is how many there are; ordinary words begin here.
	Specials = 4
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
	[]string{"<pad>", "<bos>", "<image>", "<eoc>"},
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

// TokenizerJSON is the vocabulary as a word-level tokenizer.json that splits at white space. Words outside it are errors:
// a prompt that the model cannot read should say so.
func TokenizerJSON() ([]byte, error) {
	tok, err := tokenize.New(All, "", All[:Specials]...)
	if err != nil {
		return nil, err
	}
	return tok.JSON()
}

// Package tokenize turns text into token ids and back, from the tokenizer.json files that Hugging Face's tokenizers write.
//
// The word-level kind is read: text is split at white space and each word is looked up whole. Added tokens (such as
// <image>) are found anywhere, even inside a word, as the Python library does. [Tokenizer.Spans] tells which bytes of
// the text each token came from, which is what lets a probe colour a sentence.
//
// Unknown words are an error with near matches, unless the file defines an unknown token: a silent <unk> is the commonest
// reason for a model that answers nonsense.
package tokenize

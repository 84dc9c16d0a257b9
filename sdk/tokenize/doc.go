// Package tokenize turns text into token ids and back, from the tokenizer.json files that Hugging Face's tokenizers write and
// from SentencePiece's tokenizer.model.
//
// Read are the byte-level BPE of GPT-2, GPT-NeoX (MPT, RedPajama) and CLIP, the BPE with byte fallback of LLaMA (IDEFICS) in
// both file formats, and word-level vocabularies such as pond's. Ids are exactly those of Python's tokenizers and
// sentencepiece; a file that asks for something else is refused, not read wrongly. Added tokens (such as <image>) are found
// anywhere, even inside a word, with the flags of the file.
//
// [Tokenizer.Spans] tells which bytes of the text each token came from, which is what lets a probe colour a sentence.
// [Tokenizer.Stream] decodes token by token without ever showing half a character.
//
// Bytes that are not UTF-8, which Python cannot even ask about, are kept: each is encoded as that byte, and comes back from
// [Tokenizer.Text], while [Tokenizer.Decode] writes U+FFFD.
//
// An unknown word of a word-level vocabulary is an error with near matches, unless the file defines an unknown token: a silent
// <unk> is the commonest reason for a model that answers nonsense.
package tokenize

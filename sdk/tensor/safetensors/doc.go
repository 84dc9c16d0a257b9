// Package safetensors reads and writes weight files in the safetensors layout of Hugging Face: eight bytes of header length
// (little-endian), a JSON header that gives type, shape and place of every tensor, and then the bytes themselves.
//
// [Open] maps a file into memory, so that a model larger than memory opens at once and tensors are read in place. Nothing
// in a header is believed before it was checked: the tensors must tile the data exactly, as the format demands. [Write]
// replaces a file as a whole or not at all.
package safetensors

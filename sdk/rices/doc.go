// Package rices finds the shots for a question by its picture: retrieval-based in-context example selection (Yang et al., 2022;
// Flamingo, appendix A.2). Pictures are compared by the model's own frozen vision encoder (flamingo.Model.Vectors), and the most similar
// ones come last, next to the question.
//
// An [Index] holds the vectors of a folder, a list of files or pictures. They are kept on disk by the content of the pictures
// and the weights that made them, so that opening an index again computes only what is new.
package rices

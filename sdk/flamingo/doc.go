// Package flamingo describes few-shot visual language models of the Flamingo kind (Alayrac et al., 2022) and runs them on any
// backend.
//
// A [Config] says what the model is; [Config.Vision], [Config.Resample] and [Config.Language] append its parts to a program,
// which is what training uses. Every value of the forward pass has a stable name (a tap), so that it can be captured and
// edited.
package flamingo

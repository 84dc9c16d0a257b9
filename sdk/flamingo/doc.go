// Package flamingo describes few-shot visual language models of the Flamingo kind (Alayrac et al., 2022) and runs them on any
// backend.
//
// A [Config] says what a model is; [Config.Vision], [Config.Resample] and [Config.Language] append its parts to a program,
// which is what training uses. A [Model] is such a model on a backend: it answers prompts ([Model.Generate]), weighs
// candidates ([Model.Score]) and shows its inside ([Model.Forward]). wade/sdk opens one by name.
//
// Every value of the forward pass has a stable name, a [Tap] ("gated.2.attn.gate", "lm.2.resid"), and can be captured and
// edited. Edits belong to a view of the model ([Model.With]): with all gates scaled to 0 it is the bare language model, bit
// for bit.
package flamingo

// Package recipe trains and examines the demonstration model: the three stages of Flamingo (section 2.4 of the paper) on
// the world of wade/sdk/pond, the paper's ablations, the examination of answers, and the file that comes out.
//
// A stage is a [Run] in a folder. [Train] goes through it and can go on after an interruption; few-shot runs take the
// vision encoder and the language model from the folder's other runs. [Examine] asks held-out questions with and without
// shots, gates open and closed. [Assemble] joins the parts into one weight file with a record of where it comes from.
package recipe

// Package prompt composes interleaved few-shot prompts: pictures, questions and answers in a row, the last answer left open.
//
// A [Prompt] never changes; each method returns a longer one, so several questions can share their shots:
//
//	shots := prompt.New().Shot(a, "output :", "red").Shot(b, "output :", "blue")
//	first, second := shots.Ask(c, "output :"), shots.Ask(d, "output :")
//
// [Prompt.Encode] lays a prompt out as tokens and keeps the map between tokens and chunks: which token belongs to which
// shot, in which role, and which picture it sees. Mistakes on the way (a picture that could not be drawn, a prompt that
// goes on after its question) are carried and reported where the prompt is used, or by [Prompt.Err].
package prompt

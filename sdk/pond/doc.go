// Package pond is the demonstration world: small pictures, what can be asked about them, and the corpora
// from which a small few-shot visual language model is trained.
//
// Scenes are 48 x 48 pixels: one object (6 shapes, 8 colours, 2 sizes, 5 places), two to four small objects in
// quadrants, or a card with a colour word written in some ink (after Stroop, 1935). [Draw] makes a picture from
// a caption. [NewEpisode] asks about pictures the model was not trained on, with examples (shots) before the question.
//
// Five tasks share the prompt "output :", so only the shots tell which one is meant; others ask a question in words;
// binding gives a made-up word a meaning for one episode only.
//
// In text, and only there, each shape has a favourite colour (see [Favourite]): a prior that a language model
// picks up and that pictures contradict, so that answers from habit can be told from answers from sight.
//
// Everything is deterministic: the same seed and step give the same bytes on every platform.
package pond

//go:generate go run ./internal/gen

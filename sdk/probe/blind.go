package probe

import (
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// Blind is what stands for not seeing: the other side of a comparison. There is no single one. Closed gates leave the language
// model alone with its words; a blank or another picture keeps everything running, on nothing or on the wrong thing; a
// prompt without pictures lacks their tags as well, and the feed-forward of gated blocks still runs on it.
type Blind struct {
	Name string // as in "with closed gates"
	// Edits apply after those of the model.
	Edits []flamingo.Edit
	// Picture is put in place of every picture.
	Picture prompt.Picture
	// Bare takes pictures and their tags away.
	Bare bool

	blank bool
}

// ClosedGates is the bare language model on the same tokens: exactly so, with the embeddings of this checkpoint.
func ClosedGates() Blind { return Without("closed gates", flamingo.GateScale(0)) }

// BlankPicture puts the mean colour, which the encoder reads as zero, in place of every picture.
func BlankPicture() Blind { return Blind{Name: "a blank picture", blank: true} }

// OtherPicture puts a picture in place of every picture.
func OtherPicture(p prompt.Picture) Blind { return Blind{Name: "another picture", Picture: p} }

// NoPicture takes pictures and their tags out of the prompt.
func NoPicture() Blind { return Blind{Name: "no picture", Bare: true} }

// Without is any intervention as the other side: with flamingo.Close(prompt.InShot(0)) the colours show what the picture of the
// first shot does.
func Without(name string, edits ...flamingo.Edit) Blind { return Blind{Name: name, Edits: edits} }

// run is a pass as seen blindly.
func (b Blind) run(c flamingo.Config, r flamingo.Run) flamingo.Run {
	r.Edits = b.Edits
	picture := b.Picture
	if b.blank {
		picture = c.ViT.Blank()
	}
	if picture == nil && !b.Bare {
		return r
	}
	chunks := r.Prompt.Chunks()
	for i := range chunks {
		if chunks[i].Picture == nil {
			continue
		}
		chunks[i].Picture = picture
		if b.Bare {
			chunks[i].Picture = nil
		}
	}
	r.Prompt = prompt.Of(chunks...)
	return r
}

// rows are, for each token, the row of a blind run that foretells it; -1 where there is none.
func (b Blind) rows(tokens []prompt.Token) []int {
	at := make([]int, len(tokens))
	next := 0
	for i, t := range tokens {
		if b.Bare && t.Role == prompt.RoleImage {
			at[i] = -1
			continue
		}
		at[i] = next - 1
		next++
	}
	return at
}

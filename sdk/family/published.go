package family

import (
	"fmt"
	"path/filepath"
	"strings"

	"wade/internal/near"
)

// Kind is how a checkpoint is laid out.
type Kind string

// The kinds.
const (
	OpenFlamingo Kind = "openflamingo" // checkpoint.pt over a language model and a CLIP
	IDEFICS      Kind = "idefics"      // one repository of transformers
)

// Published is a checkpoint of a public hub.
type Published struct {
	Name     string // repository, "owner/name"
	Kind     Kind
	File     string // of the weights, where the repository has no index of them
	Language string // repository of the language model under an OpenFlamingo checkpoint, with its tokenizer
	Vision   string // repository of the vision encoder under it
	Every    int    // a gated block stands before each Every-th layer
	Instruct bool   // tuned on dialogues or instructions
	Size     int64  // of all weights to download, in bytes, about
	About    string
}

// clip is the encoder under every OpenFlamingo checkpoint: the weights of OpenAI in the names of transformers.
const clip = "openai/clip-vit-large-patch14"

const gb = 1_000_000_000

var published = []Published{
	{"openflamingo/OpenFlamingo-3B-vitl-mpt1b", OpenFlamingo, "checkpoint.pt", "anas-awadalla/mpt-1b-redpajama-200b", clip, 1, false, 12 * gb, "OpenFlamingo 3B: CLIP ViT-L/14 and MPT-1B"},
	{"openflamingo/OpenFlamingo-3B-vitl-mpt1b-langinstruct", OpenFlamingo, "checkpoint.pt", "anas-awadalla/mpt-1b-redpajama-200b-dolly", clip, 1, true, 12 * gb, "OpenFlamingo 3B over an MPT-1B tuned on instructions"},
	{"openflamingo/OpenFlamingo-4B-vitl-rpj3b", OpenFlamingo, "checkpoint.pt", "togethercomputer/RedPajama-INCITE-Base-3B-v1", clip, 2, false, 13 * gb, "OpenFlamingo 4B: CLIP ViT-L/14 and RedPajama 3B"},
	{"openflamingo/OpenFlamingo-4B-vitl-rpj3b-langinstruct", OpenFlamingo, "checkpoint.pt", "togethercomputer/RedPajama-INCITE-Instruct-3B-v1", clip, 2, true, 13 * gb, "OpenFlamingo 4B over a RedPajama tuned on instructions"},
	{"openflamingo/OpenFlamingo-9B-vitl-mpt7b", OpenFlamingo, "checkpoint.pt", "anas-awadalla/mpt-7b", clip, 4, false, 21 * gb, "OpenFlamingo 9B: CLIP ViT-L/14 and MPT-7B"},
	{"HuggingFaceM4/idefics-9b", IDEFICS, "", "", "", 4, false, 18 * gb, "IDEFICS 9B: ViT-H/14 and LLaMA-7B"},
	{"HuggingFaceM4/idefics-9b-instruct", IDEFICS, "", "", "", 4, true, 18 * gb, "IDEFICS 9B tuned on dialogues"},
	{"HuggingFaceM4/idefics-80b", IDEFICS, "", "", "", 4, false, 160 * gb, "IDEFICS 80B: ViT-H/14 and LLaMA-65B"},
	{"HuggingFaceM4/idefics-80b-instruct", IDEFICS, "", "", "", 4, true, 160 * gb, "IDEFICS 80B tuned on dialogues"},
}

// Parts lists the repositories that a checkpoint is made of, its own first.
func (p Published) Parts() []string {
	if p.Kind == OpenFlamingo {
		return []string{p.Name, p.Language, p.Vision}
	}
	return []string{p.Name}
}

// In says where the model lies if its parts lie in these folders.
func (p Published) In(folders ...string) (Folders, error) {
	if len(folders) != len(p.Parts()) {
		return Folders{}, fmt.Errorf("family: %s has %d parts, %d folders were given", p.Name, len(p.Parts()), len(folders))
	}
	f := Folders{Kind: p.Kind, Model: filepath.Join(folders[0], p.File)}
	if p.Kind == OpenFlamingo {
		f.Language, f.Vision = folders[1], folders[2]
	}
	return f, nil
}

// All lists the published checkpoints, whose repositories Lookup knows.
func All() []Published {
	return append([]Published(nil), published...)
}

// Lookup finds a published checkpoint by its repository, or by the name in it if that is enough.
func Lookup(name string) (Published, error) {
	var names []string
	for _, p := range published {
		_, short, _ := strings.Cut(p.Name, "/")
		if strings.EqualFold(name, p.Name) || strings.EqualFold(name, short) {
			return p, nil
		}
		names = append(names, p.Name)
	}
	hint := "see family.All"
	if m := near.Matches(name, names, 3); len(m) > 0 {
		hint = fmt.Sprintf("did you mean %q?", m)
	}
	return Published{}, fmt.Errorf("family: no published checkpoint is called %q: %s", name, hint)
}

package flamingo

import (
	"errors"
	"fmt"

	"wade/sdk/picture"
	"wade/sdk/program"
	"wade/sdk/prompt"
)

// ErrConfig is in the chain of errors about a configuration that describes no model.
var ErrConfig = errors.New("invalid configuration")

// Config describes a model of the Flamingo kind completely; what differs between families is data, not code. It travels as
// JSON in the metadata of a checkpoint.
type Config struct {
	Name      string    `json:"name"`
	ViT       Vision    `json:"vision"`
	Resampler Resampler `json:"resampler"`
	LM        Language  `json:"language"`
	Gated     Gated     `json:"gated"`
	Tokens    Tokens    `json:"tokens"`
}

// Vision is a pre-norm vision transformer over square patches with learned positions (Dosovitskiy et al., 2021).
type Vision struct {
	Image      int                `json:"image"` // side of the picture in pixels
	Patch      int                `json:"patch"` // side of a patch in pixels, divides Image
	Width      int                `json:"width"`
	Layers     int                `json:"layers"`
	Heads      int                `json:"heads"`
	MLP        int                `json:"mlp"` // hidden width of the feed-forward
	Activation program.Activation `json:"activation"`
	Norm       Norm               `json:"norm"`
	Bias       bool               `json:"bias"` // of the linear layers
	Mean       []float32          `json:"mean"` // of pixels in 0..1, for each channel
	Std        []float32          `json:"std"`

	Class       bool `json:"class,omitempty"`         // a learned token stands before the patches
	DropClass   bool `json:"drop_class,omitempty"`    // and is left out of what the encoder gives
	PreNorm     bool `json:"pre_norm,omitempty"`      // patches with positions are normalised before the first layer
	NoPatchBias bool `json:"no_patch_bias,omitempty"` // Bias is that of the layers only
	Joint       int  `json:"joint,omitempty"`         // width of the space that pictures share with texts (CLIP), 0 for none

	Processor picture.Processor `json:"processor,omitempty"` // brings pictures to the size of the model; without one they must have it
}

// Patches is the number of patches of a picture.
func (v Vision) Patches() int { return v.Image / v.Patch * (v.Image / v.Patch) }

// Rows is the number of rows that the layers see for each picture: its patches, and the class token if there is one.
func (v Vision) Rows() int {
	if v.Class {
		return 1 + v.Patches()
	}
	return v.Patches()
}

// Features is the number of rows that the encoder gives for each picture.
func (v Vision) Features() int {
	if v.DropClass {
		return v.Patches()
	}
	return v.Rows()
}

// Channels is the number of colour channels.
func (v Vision) Channels() int { return len(v.Mean) }

// Resampler is the Perceiver resampler (Flamingo, section 2.1): learned latents attend to patch features and to themselves.
// Its width is that of the vision encoder. One without layers is none at all: gated blocks read the features themselves.
type Resampler struct {
	Latents    int                `json:"latents"`
	Layers     int                `json:"layers"`
	Heads      int                `json:"heads"`
	HeadWidth  int                `json:"head_width"`
	MLP        int                `json:"mlp"`
	Activation program.Activation `json:"activation"`
	Norm       Norm               `json:"norm"`
	Bias       bool               `json:"bias"`
	QK         Norm               `json:"qk,omitzero"` // of queries and keys; zero for none
	// Frames is how many frames of a video have a learned embedding of their time; 0 for a model of still pictures.
	Frames int `json:"frames,omitempty"`
}

// Language is a decoder-only transformer.
type Language struct {
	Vocab      int                `json:"vocab"`   // rows of the embedding
	Context    int                `json:"context"` // tokens a prompt and its answer may have together
	Width      int                `json:"width"`
	Layers     int                `json:"layers"`
	Heads      int                `json:"heads"`
	MLP        int                `json:"mlp"`
	Activation program.Activation `json:"activation"`
	GLU        bool               `json:"glu"` // the feed-forward multiplies the activation by a second linear layer (SwiGLU)
	Norm       Norm               `json:"norm"`
	Bias       bool               `json:"bias"`
	Position   Position           `json:"position"`
	Rotary     RotaryConfig       `json:"rotary,omitzero"`
	Parallel   bool               `json:"parallel"` // attention and feed-forward both read the block's input (GPT-J, some GPT-NeoX)
	Tied       bool               `json:"tied"`     // the output layer is the embedding
	QK         Norm               `json:"qk,omitzero"`
	Scale      float32            `json:"scale,omitempty"` // of attention scores; 0 means 1/sqrt(width of a head)
	ALiBi      ALiBiConfig        `json:"alibi,omitzero"`
}

// ALiBiConfig tells how fast attention falls off with distance; zero is the rule of the paper (Press et al., 2022).
type ALiBiConfig struct {
	Steepest   float32 `json:"steepest,omitempty"`   // slopes are 2^(-Steepest·h/heads), h from 1; 0 means 8
	Interleave bool    `json:"interleave,omitempty"` // heads that are no power of two take slopes from the next one
}

// RotaryConfig holds the constants of rotary positions.
type RotaryConfig struct {
	Base  float32 `json:"base"`
	Width int     `json:"width"` // channels of each head that turn, even
}

// Gated describes the gated cross-attention blocks (Flamingo, section 2.2). A block stands before language layer First and
// before each Every-th layer after it.
type Gated struct {
	First      int                `json:"first"`
	Every      int                `json:"every"`
	Heads      int                `json:"heads"`
	HeadWidth  int                `json:"head_width"`
	MLP        int                `json:"mlp"`
	Activation program.Activation `json:"activation"`
	Norm       Norm               `json:"norm"`
	Bias       bool               `json:"bias"`
	Gate       Gate               `json:"gate"`
	GLU        bool               `json:"glu,omitempty"`
	QK         Norm               `json:"qk,omitzero"`
	PerChannel bool               `json:"per_channel,omitempty"` // gates have a number for each channel
	All        bool               `json:"all,omitempty"`         // tokens see all pictures before them, not the latest only (Flamingo, table 10)
}

// Before tells whether a gated block stands before a language layer.
func (g Gated) Before(layer int) bool {
	return g.Every > 0 && layer >= g.First && (layer-g.First)%g.Every == 0
}

// Tokens names the special tokens, and how prompts look between them (see prompt.Format); an empty name means the family has
// none.
type Tokens struct {
	Image  string `json:"image"`           // stands for a picture
	End    string `json:"end"`             // closes a chunk; generation stops there
	Begin  string `json:"begin,omitempty"` // opens every prompt
	Pad    string `json:"pad,omitempty"`
	Around string `json:"around,omitempty"` // stands before and after pictures

	Before  string `json:"before,omitempty"`  // text before the picture of a shot or question
	Between string `json:"between,omitempty"` // text between a question and its answer
	Lead    string `json:"lead,omitempty"`    // text before an answer, such as a space
	Close   string `json:"close,omitempty"`   // text after the answer of a shot, instead of End
	Whole   bool   `json:"whole,omitempty"`   // prompts are tokenized as one text
}

// format is how prompts look.
func (t Tokens) format() prompt.Format {
	return prompt.Format{
		Begin: t.Begin, Image: t.Image, End: t.End, Around: t.Around, Before: t.Before, Between: t.Between, Lead: t.Lead, Close: t.Close, Whole: t.Whole,
	}
}

// Norm is a normalisation over the last axis.
type Norm struct {
	Kind NormKind `json:"kind"`
	Bias bool     `json:"bias"` // layer norm only
	Eps  float32  `json:"eps"`
	// PerHead normalises each head for itself, with one gain for all of them. It is for queries and keys.
	PerHead bool `json:"per_head,omitempty"`
}

// NormKind is the formula of a normalisation.
type NormKind string

// The norms.
const (
	LayerNorm NormKind = "layer"
	RMSNorm   NormKind = "rms"
)

// Position is how a language model knows the order of tokens.
type Position string

// The kinds of positions.
const (
	Learned Position = "learned" // a table of Context rows
	Rotary  Position = "rotary"
	ALiBi   Position = "alibi"
)

// Gate is what a gated block multiplies its branches by.
type Gate string

// The gates.
const (
	TanhGate Gate = "tanh" // tanh of a learned number that starts at 0
	OpenGate Gate = "none" // always 1: the paper's ablation without gating
)

// Latents is the number of rows that gated blocks read for each picture.
func (c Config) Latents() int {
	if c.Resampler.Layers == 0 {
		return c.ViT.Features()
	}
	return c.Resampler.Latents
}

// GatedLayers lists the language layers that have a gated block before them.
func (c Config) GatedLayers() []int {
	var layers []int
	for i := range c.LM.Layers {
		if c.Gated.Before(i) {
			layers = append(layers, i)
		}
	}
	return layers
}

// Check reports everything that is wrong with c, in terms of its fields.
func (c Config) Check() error {
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	v, r, l, g := c.ViT, c.Resampler, c.LM, c.Gated
	want(v.Patch > 0 && v.Image > 0 && v.Image%v.Patch == 0, "vision: patch %d must divide image %d", v.Patch, v.Image)
	want(len(v.Mean) > 0 && len(v.Mean) == len(v.Std), "vision: mean and std need one number for each channel, have %d and %d", len(v.Mean), len(v.Std))
	for _, s := range v.Std {
		want(s > 0, "vision: std must be positive, is %g", s)
	}
	want(v.Layers > 0 && v.MLP > 0, "vision: layers %d and mlp %d must be positive", v.Layers, v.MLP)
	if v.Processor != "" {
		err := v.Processor.Check()
		want(err == nil, "vision: %v", err)
		want(v.Channels() == 3, "vision: the processor %q gives 3 channels, mean has %d", v.Processor, v.Channels())
	}
	want(v.Heads > 0 && v.Width > 0 && v.Width%v.Heads == 0, "vision: heads %d must divide width %d", v.Heads, v.Width)
	want(v.Class || !v.DropClass && v.Joint == 0, "vision: drop_class and joint are about a class token, and there is none")
	want(v.Joint >= 0, "vision: joint %d must not be negative", v.Joint)
	want(r == Resampler{} || r.Latents > 0 && r.Layers > 0 && r.Heads > 0 && r.HeadWidth > 0 && r.MLP > 0, "resampler: latents, layers, heads, head_width and mlp must be positive, or all fields zero for none, are %d, %d, %d, %d, %d", r.Latents, r.Layers, r.Heads, r.HeadWidth, r.MLP)
	want(r.Frames >= 0, "resampler: frames %d must not be negative", r.Frames)
	want(l.Vocab > 0 && l.Context > 0 && l.Layers > 0 && l.MLP > 0, "language: vocab, context, layers and mlp must be positive, are %d, %d, %d, %d", l.Vocab, l.Context, l.Layers, l.MLP)
	want(l.Heads > 0 && l.Width > 0 && l.Width%l.Heads == 0, "language: heads %d must divide width %d", l.Heads, l.Width)
	switch l.Position {
	case Learned, ALiBi:
	case Rotary:
		want(l.Rotary.Base > 1 && l.Rotary.Width > 0 && l.Rotary.Width%2 == 0, "language: rotary positions need a base above 1 and an even width, have %g and %d", l.Rotary.Base, l.Rotary.Width)
	default:
		want(false, "language: unknown position %q, want %q, %q or %q", l.Position, Learned, Rotary, ALiBi)
	}
	want(g.First >= 0 && g.First < max(1, l.Layers) && g.Every > 0, "gated: first %d must be a language layer and every %d positive", g.First, g.Every)
	want(g.Heads > 0 && g.HeadWidth > 0 && g.MLP > 0, "gated: heads, head_width and mlp must be positive, are %d, %d, %d", g.Heads, g.HeadWidth, g.MLP)
	want(g.Gate == TanhGate || g.Gate == OpenGate, "gated: unknown gate %q, want %q or %q", g.Gate, TanhGate, OpenGate)
	want(g.Gate == TanhGate || !g.PerChannel, "gated: only %q gates go per_channel", TanhGate)
	norm := func(part string, n Norm) {
		want(n.Eps > 0, "%s: norm eps must be positive", part)
		want(n.Kind == LayerNorm || n.Kind == RMSNorm && !n.Bias, "%s: unknown norm %q (bias %t), want %q, or %q without bias", part, n.Kind, n.Bias, LayerNorm, RMSNorm)
	}
	for part, n := range map[Part][2]Norm{VisionPart: {v.Norm}, ResamplerPart: {r.Norm, r.QK}, LanguagePart: {l.Norm, l.QK}, GatedPart: {g.Norm, g.QK}} {
		if part != ResamplerPart || r.Layers > 0 {
			norm(string(part), n[0])
		}
		if n[1] != (Norm{}) {
			norm(string(part)+" qk", n[1])
		}
		want(!n[0].PerHead, "%s: per_head is for qk", part)
	}
	want(l.Scale >= 0 && l.ALiBi.Steepest >= 0, "language: scale %g and steepest %g must not be negative", l.Scale, l.ALiBi.Steepest)
	want(c.Tokens.Image != "" && c.Tokens.End != "", "tokens: image and end need names")
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("flamingo: %w %q: %w", ErrConfig, c.Name, err)
	}
	return nil
}

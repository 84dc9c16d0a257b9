package family

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"

	"wade/sdk/display"
)

// ErrMismatch is in the chain of errors about files that do not hold the model that their configuration describes.
var ErrMismatch = errors.New("the files are not those of this model")

// Report holds what files have against what a configuration wants. Names are the published ones.
type Report struct {
	Kind    Kind
	Weights int        // of the model
	Missing []Missing  // what no file has
	Wrong   []Mismatch // what has another shape
	Surplus []string   // what the model has no use for
	Unused  []string   // what belongs to the packages and not to the model: buffers, the text half of CLIP
}

// Missing is a weight that no file has.
type Missing struct {
	Name   string // as published
	Weight string // of the model
}

// Mismatch is a tensor that has another shape.
type Mismatch struct {
	Name, Weight string
	Have, Want   []int // Want is the part of it that makes the weight
}

// Err is nil if the files are a model, and else names what is wrong.
func (r *Report) Err() error {
	if len(r.Missing)+len(r.Wrong)+len(r.Surplus) == 0 {
		return nil
	}
	return fmt.Errorf("family: %w: %s", ErrMismatch, r.findings(3))
}

// findings lists at most so many of each kind.
func (r *Report) findings(most int) string {
	var parts []string
	add := func(what string, all []string) {
		if n := len(all); n > 0 {
			more := ""
			if n > most {
				all, more = all[:most], ", …"
			}
			parts = append(parts, fmt.Sprintf("%d %s (%s%s)", n, what, strings.Join(all, ", "), more))
		}
	}
	var missing, wrong []string
	for _, m := range r.Missing {
		missing = append(missing, m.Name)
	}
	for _, w := range r.Wrong {
		wrong = append(wrong, fmt.Sprintf("%s gives %s as %v, wanted %v", w.Name, w.Weight, w.Have, w.Want))
	}
	add("missing", missing)
	add("of another shape", wrong)
	add("surplus", r.Surplus)
	return strings.Join(parts, "; ")
}

// String is a line for each finding.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d weights wanted, %d missing, %d of another shape, %d surplus tensors", r.Kind, r.Weights, len(r.Missing), len(r.Wrong), len(r.Surplus))
	for _, m := range r.Missing {
		fmt.Fprintf(&b, "\nmissing  %s (for %s)", m.Name, m.Weight)
	}
	for _, w := range r.Wrong {
		fmt.Fprintf(&b, "\nshape    %s gives %s as %v, wanted %v", w.Name, w.Weight, w.Have, w.Want)
	}
	for _, s := range r.Surplus {
		fmt.Fprintf(&b, "\nsurplus  %s", s)
	}
	return b.String()
}

// HTML is String as a table.
func (r *Report) HTML() string {
	t := display.NewTable("finding", "tensor", "weight", "has", "wanted")
	for _, m := range r.Missing {
		t.Add("missing", m.Name, m.Weight, "", "")
	}
	for _, w := range r.Wrong {
		t.Add("other shape", w.Name, w.Weight, fmt.Sprint(w.Have), fmt.Sprint(w.Want))
	}
	for _, s := range r.Surplus {
		t.Add("surplus", s, "", "", "")
	}
	first, _, _ := strings.Cut(r.String(), "\n")
	if len(r.Missing)+len(r.Wrong)+len(r.Surplus) == 0 {
		return "<p>" + html.EscapeString(first) + "</p>"
	}
	return "<p>" + html.EscapeString(first) + "</p>" + t.HTML()
}

// buffers are ends of names of tensors that are computed, not learnt.
var buffers = []string{".inv_freq", ".attn_bias", ".attention.bias", ".attention.masked_bias", ".position_ids", "attn_mask", "logit_scale", "num_batches_tracked"}

// Beginnings of names of what a model does not use: the text half of CLIP and what its features pass after the layers.
var (
	clipSpare     = []string{"text_model.", "text_projection.", "visual_projection.", "vision_model.post_layernorm.", "post_layernorm."}
	openCLIPSpare = []string{"transformer.", "token_embedding.", "positional_embedding", "ln_final.", "text_projection", "text.", "visual.proj", "visual.ln_post.", "input_resolution", "context_length", "vocab_size"}
	ideficsSpare  = []string{"model.vision_model.post_layernorm."}
	tiedSpare     = []string{"lm_head."} // a copy of the embedding
)

func spare(name string, prefixes []string) bool {
	return slices.ContainsFunc(buffers, func(s string) bool { return strings.HasSuffix(name, s) }) ||
		slices.ContainsFunc(prefixes, func(s string) bool { return strings.HasPrefix(name, s) })
}

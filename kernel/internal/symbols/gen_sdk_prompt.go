// Code generated from wade/sdk/prompt by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/prompt"
	p1 "wade/sdk/tensor"
	p2 "wade/sdk/tokenize"
)

func table_sdk_prompt() []symbol {
	return []symbol{
		{"At", p0.At},
		{"Chunk", (*p0.Chunk)(nil)},
		{"Encoded", (*p0.Encoded)(nil)},
		{"ErrInvalid", &p0.ErrInvalid},
		{"ErrNowhere", &p0.ErrNowhere},
		{"Format", (*p0.Format)(nil)},
		{"FromImage", p0.FromImage},
		{"InChunk", p0.InChunk},
		{"InQuery", p0.InQuery},
		{"InShot", p0.InShot},
		{"Kind", (*p0.Kind)(nil)},
		{"New", p0.New},
		{"NewVideo", p0.NewVideo},
		{"Of", p0.Of},
		{"OfRole", p0.OfRole},
		{"OpenFlamingoCaption", &p0.OpenFlamingoCaption},
		{"OpenFlamingoClass", &p0.OpenFlamingoClass},
		{"OpenFlamingoMemes", &p0.OpenFlamingoMemes},
		{"OpenFlamingoVQA", &p0.OpenFlamingoVQA},
		{"PaperCaption", &p0.PaperCaption},
		{"PaperVQA", &p0.PaperVQA},
		{"Picture", (*p0.Picture)(nil)},
		{"_Picture", (*_wade_sdk_prompt_Picture)(nil)},
		{"Prompt", (*p0.Prompt)(nil)},
		{"Role", (*p0.Role)(nil)},
		{"Seeing", p0.Seeing},
		{"Template", (*p0.Template)(nil)},
		{"Token", (*p0.Token)(nil)},
		{"Tokenizer", (*p0.Tokenizer)(nil)},
		{"_Tokenizer", (*_wade_sdk_prompt_Tokenizer)(nil)},
		{"Video", (*p0.Video)(nil)},
		{"Where", (*p0.Where)(nil)},
		{"Word", p0.Word},
	}
}

// _wade_sdk_prompt_Picture is an interface wrapper for Picture.
type _wade_sdk_prompt_Picture struct {
	IValue  interface{}
	WTensor func() (*p1.Tensor, error)
}

func (w _wade_sdk_prompt_Picture) Tensor() (*p1.Tensor, error) {
	return w.WTensor()
}

// _wade_sdk_prompt_Tokenizer is an interface wrapper for Tokenizer.
type _wade_sdk_prompt_Tokenizer struct {
	IValue interface{}
	WID    func(a0 string) (int32, error)
	WSpans func(a0 string) ([]p2.Token, error)
}

func (w _wade_sdk_prompt_Tokenizer) ID(a0 string) (int32, error) {
	return w.WID(a0)
}
func (w _wade_sdk_prompt_Tokenizer) Spans(a0 string) ([]p2.Token, error) {
	return w.WSpans(a0)
}

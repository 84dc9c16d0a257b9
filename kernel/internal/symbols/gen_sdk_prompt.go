// Code generated from wade/sdk/prompt by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/prompt"
	p2 "wade/sdk/tensor"
	p3 "wade/sdk/tokenize"
)

func init() {
	tables["wade/sdk/prompt/prompt"] = map[string]reflect.Value{
		"Chunk":      reflect.ValueOf((*p1.Chunk)(nil)),
		"Encoded":    reflect.ValueOf((*p1.Encoded)(nil)),
		"ErrInvalid": reflect.ValueOf(&p1.ErrInvalid).Elem(),
		"Format":     reflect.ValueOf((*p1.Format)(nil)),
		"FromImage":  reflect.ValueOf(p1.FromImage),
		"Image":      reflect.ValueOf((*p1.Image)(nil)),
		"Kind":       reflect.ValueOf((*p1.Kind)(nil)),
		"New":        reflect.ValueOf(p1.New),
		"Of":         reflect.ValueOf(p1.Of),
		"Picture":    reflect.ValueOf((*p1.Picture)(nil)),
		"_Picture":   reflect.ValueOf((*_wade_sdk_prompt_Picture)(nil)),
		"Prompt":     reflect.ValueOf((*p1.Prompt)(nil)),
		"Role":       reflect.ValueOf((*p1.Role)(nil)),
		"Token":      reflect.ValueOf((*p1.Token)(nil)),
		"Tokenizer":  reflect.ValueOf((*p1.Tokenizer)(nil)),
		"_Tokenizer": reflect.ValueOf((*_wade_sdk_prompt_Tokenizer)(nil)),
	}
}

// _wade_sdk_prompt_Picture is an interface wrapper for Picture.
type _wade_sdk_prompt_Picture struct {
	IValue  interface{}
	WTensor func() (*p2.Tensor, error)
}

func (w _wade_sdk_prompt_Picture) Tensor() (*p2.Tensor, error) { return w.WTensor() }

// _wade_sdk_prompt_Tokenizer is an interface wrapper for Tokenizer.
type _wade_sdk_prompt_Tokenizer struct {
	IValue interface{}
	WID    func(a0 string) (int32, error)
	WSpans func(a0 string) ([]p3.Token, error)
}

func (w _wade_sdk_prompt_Tokenizer) ID(a0 string) (int32, error)         { return w.WID(a0) }
func (w _wade_sdk_prompt_Tokenizer) Spans(a0 string) ([]p3.Token, error) { return w.WSpans(a0) }

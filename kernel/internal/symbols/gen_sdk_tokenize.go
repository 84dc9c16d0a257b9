// Code generated from wade/sdk/tokenize by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/tokenize"
)

func table_sdk_tokenize() []symbol {
	return []symbol{
		{"ErrFormat", &p0.ErrFormat},
		{"ErrUnknown", &p0.ErrUnknown},
		{"ErrUnsupported", &p0.ErrUnsupported},
		{"Load", p0.Load},
		{"New", p0.New},
		{"Parse", p0.Parse},
		{"ParseSentencePiece", p0.ParseSentencePiece},
		{"Stream", (*p0.Stream)(nil)},
		{"Token", (*p0.Token)(nil)},
		{"Tokenizer", (*p0.Tokenizer)(nil)},
	}
}

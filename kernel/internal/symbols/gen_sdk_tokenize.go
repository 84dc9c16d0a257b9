// Code generated from wade/sdk/tokenize by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/tokenize"
)

func init() {
	tables["wade/sdk/tokenize/tokenize"] = map[string]reflect.Value{
		"ErrFormat":      reflect.ValueOf(&p1.ErrFormat).Elem(),
		"ErrUnknown":     reflect.ValueOf(&p1.ErrUnknown).Elem(),
		"ErrUnsupported": reflect.ValueOf(&p1.ErrUnsupported).Elem(),
		"Load":           reflect.ValueOf(p1.Load),
		"New":            reflect.ValueOf(p1.New),
		"Parse":          reflect.ValueOf(p1.Parse),
		"Token":          reflect.ValueOf((*p1.Token)(nil)),
		"Tokenizer":      reflect.ValueOf((*p1.Tokenizer)(nil)),
	}
}

// Code generated from wade/sdk/pond by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	reflect "reflect"
	p1 "wade/sdk/pond"
)

func init() {
	tables["wade/sdk/pond/pond"] = map[string]reflect.Value{
		"Answers":        reflect.ValueOf(p1.Answers),
		"Colours":        reflect.ValueOf(p1.Colours),
		"Draw":           reflect.ValueOf(p1.Draw),
		"DrawSeed":       reflect.ValueOf(p1.DrawSeed),
		"Episode":        reflect.ValueOf((*p1.Episode)(nil)),
		"EpisodeBatch":   reflect.ValueOf(p1.EpisodeBatch),
		"ErrDescription": reflect.ValueOf(&p1.ErrDescription).Elem(),
		"ErrNoWeights":   reflect.ValueOf(&p1.ErrNoWeights).Elem(),
		"ErrUnknown":     reflect.ValueOf(&p1.ErrUnknown).Elem(),
		"Exam":           reflect.ValueOf(p1.Exam),
		"ExistenceExam":  reflect.ValueOf(p1.ExistenceExam),
		"Favourite":      reflect.ValueOf(p1.Favourite),
		"Interleaved":    reflect.ValueOf((*p1.Interleaved)(nil)),
		"Names":          reflect.ValueOf(p1.Names),
		"NewEpisode":     reflect.ValueOf(p1.NewEpisode),
		"PairBatch":      reflect.ValueOf(p1.PairBatch),
		"Pairs":          reflect.ValueOf((*p1.Pairs)(nil)),
		"Picture":        reflect.ValueOf((*p1.Picture)(nil)),
		"Prompts":        reflect.ValueOf(p1.Prompts),
		"Query":          reflect.ValueOf((*p1.Query)(nil)),
		"Score":          reflect.ValueOf(p1.Score),
		"Shapes":         reflect.ValueOf(p1.Shapes),
		"Shot":           reflect.ValueOf((*p1.Shot)(nil)),
		"StroopExam":     reflect.ValueOf(p1.StroopExam),
		"Tasks":          reflect.ValueOf(p1.Tasks),
		"Text":           reflect.ValueOf((*p1.Text)(nil)),
		"TextBatch":      reflect.ValueOf(p1.TextBatch),
		"Tokenizer":      reflect.ValueOf(p1.Tokenizer),
		"TokenizerJSON":  reflect.ValueOf(p1.TokenizerJSON),
		"Vocabulary":     reflect.ValueOf(p1.Vocabulary),
		"Weights":        reflect.ValueOf(p1.Weights),
	}
}

// Code generated from wade/sdk/pond by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "wade/sdk/pond"
)

func table_sdk_pond() []symbol {
	return []symbol{
		{"Answers", p0.Answers},
		{"Colours", p0.Colours},
		{"Draw", p0.Draw},
		{"DrawSeed", p0.DrawSeed},
		{"Episode", (*p0.Episode)(nil)},
		{"EpisodeBatch", p0.EpisodeBatch},
		{"ErrDescription", &p0.ErrDescription},
		{"ErrNoWeights", &p0.ErrNoWeights},
		{"ErrUnknown", &p0.ErrUnknown},
		{"Exam", p0.Exam},
		{"ExistenceExam", p0.ExistenceExam},
		{"Favourite", p0.Favourite},
		{"Interleaved", (*p0.Interleaved)(nil)},
		{"Names", p0.Names},
		{"NewEpisode", p0.NewEpisode},
		{"PairBatch", p0.PairBatch},
		{"Pairs", (*p0.Pairs)(nil)},
		{"Picture", (*p0.Picture)(nil)},
		{"Prompts", p0.Prompts},
		{"Query", (*p0.Query)(nil)},
		{"Score", p0.Score},
		{"Shapes", p0.Shapes},
		{"Shot", (*p0.Shot)(nil)},
		{"StroopExam", p0.StroopExam},
		{"Tasks", p0.Tasks},
		{"Text", (*p0.Text)(nil)},
		{"TextBatch", p0.TextBatch},
		{"Tokenizer", p0.Tokenizer},
		{"TokenizerJSON", p0.TokenizerJSON},
		{"Vocabulary", p0.Vocabulary},
		{"Weights", p0.Weights},
	}
}

package family

import "wade/sdk/flamingo"

// Generation is how the published examples of a family generate: OpenFlamingo by three beams, whose evaluation also sets
// LengthPenalty(0) and 5 tokens for short answers; IDEFICS greedily.
func (k Kind) Generation() []flamingo.Option {
	if k == OpenFlamingo {
		return []flamingo.Option{flamingo.Beams(3), flamingo.MaxTokens(20)}
	}
	return []flamingo.Option{flamingo.MaxTokens(100)}
}

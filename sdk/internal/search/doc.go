// Package search is what stands between logits and tokens besides chance: rules that forbid or discourage tokens by what
// came before, and beam search. Both do what the generate method of Hugging Face's transformers does before version 4.50,
// which OpenFlamingo was evaluated with, in the same order and with the same treatment of ties; later versions stop beams by another rule
// where the length penalty is positive. tools/generate_golden.py records their results for the tests.
package search

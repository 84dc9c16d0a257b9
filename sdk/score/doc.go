// Package score tells how good answers are, by the measures of the papers: [VQA] accuracy with its own idea of what is the
// same answer, [CIDEr] of captions with the [Words] of its tokenizer, [Exact] match, and [POPE] for yes-or-no questions.
// What is ranked by confidence is scored by AUROC of wade/sdk/halluc.
//
// Each gives what the published Python gives, held by a file of goldens that tools/score_golden.py records. OK-VQA is not among
// them: its answers are stemmed by a tagger and a lexicon of NLTK, which are trained data.
package score

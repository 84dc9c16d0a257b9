// Package halluc holds the formulas by which hallucination is measured and fought: contrastive decoding ([VCD], [M3ID]), how far
// two predictions are apart ([Hellinger], [KL], [JS]), uncertainty of sampled answers ([Semantic], [Dispersion], [BALD]), how
// well confidence tells right from wrong ([ECE], [Brier], [AUROC], [Risk]), what beam search leans on ([OverTrust]), and how
// yes-or-no questions are counted ([Count]).
//
// Everything is a pure function of plain slices. Logarithms are natural. What the data leave undefined (no items, one class
// only, not a number among them) is NaN. Slices that do not belong together and parameters out of range are mistakes of the
// program, on which the functions panic with a message, as those of gonum/stat do.
package halluc

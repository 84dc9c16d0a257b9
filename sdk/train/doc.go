// Package train trains models through tensor programs on any backend: objectives, schedules, freezing, checkpoints and
// curves.
//
// A training step is one program: forward, gradient, clipping and AdamW. What an [Objective] does not list as trained is
// frozen, as in the three stages of Flamingo (section 2 of the paper): a contrastive vision encoder, a language model
// over text alone, then only the resampler and the gated cross-attention between the two. Every step draws its batch
// from seed and step number, and a checkpoint holds weights, moments and step, so a run that was killed goes on as if
// nothing had happened.
package train

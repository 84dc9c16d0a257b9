// Package sdk is the door to wade: it opens a few-shot visual language model on the best backend of this machine.
//
//	m, err := sdk.Open(ctx, "pond")
//
// What comes back is a [flamingo.Model]; compose questions with wade/sdk/prompt and pond.Draw, look inside with
// wade/sdk/probe. A model shows what it is, which backend computes it, and why that one was taken.
package sdk

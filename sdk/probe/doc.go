// Package probe looks inside a model: how far its gates are open and what each gated block contributes.
//
// [Gates] is the first instrument: a board of every gate by depth, from the weights alone or with what passes through the
// gates on a prompt; [GateEffects] adds what every gate does to an answer, and [Dial] turns them by hand. [Ledger] takes
// the shots of a prompt away and tells what each does to an answer. [Attention] lays what a token looks at over the pictures, [TextAttention] what tokens
// look at among tokens; [Rollout] follows latents to patches, and [Atlas] surveys them.
//
// [Evidence] colours every token by what the pictures changed, [Lens] reads the residual stream at every depth with them and
// without, [Direct] splits the lead of one token over another into what each part of the model writes: prior against evidence.
//
// [Patching] takes values from another run, at every layer and position, [PathPatching] along direct paths only, and
// [AttributionPatching] estimates it by gradients. [IntegratedGradients] and [Occlusion] map an answer to patches, latents or words; every
// map is held to deletion, insertion and random orders, as [CheckMap] does for any other.
//
// Interventions are edits of wade/sdk/flamingo ([flamingo.GateScale] and others) and compose with every probe through Model.With.
package probe

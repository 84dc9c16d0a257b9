package program

// Op names an operation. The builder method of the same name documents inputs, shapes and formula.
type Op string

// The operations. A node whose VJP flag is set computes the vector-Jacobian product of the operation instead.
const (
	OpEmbed          Op = "embed"           // rows of a table
	OpLinear         Op = "linear"          // x wᵀ + b
	OpLayerNorm      Op = "layer_norm"      // over the last axis, or parts of it
	OpRMSNorm        Op = "rms_norm"        // likewise
	OpActivation     Op = "activation"      // element by element, see Activation
	OpAdd            Op = "add"             // same shape, or the second is a suffix of the first
	OpMul            Op = "mul"             // element by element, likewise
	OpScale          Op = "scale"           // by a constant
	OpGatedAdd       Op = "gated_add"       // x + gate · branch
	OpAttention      Op = "attention"       // multi-head softmax attention
	OpCrossAttention Op = "cross_attention" // each row attends to one image's latents
	OpPattern        Op = "pattern"         // attention probabilities, computed only when captured
	OpCrossPattern   Op = "cross_pattern"   // the same for cross-attention
	OpRotary         Op = "rotary"          // rotary position embedding
	OpPatchEmbed     Op = "patch_embed"     // non-overlapping patches, linear
	OpConcat         Op = "concat"          // along the second axis
	OpSlice          Op = "slice"           // rows of the second axis
	OpRepeat         Op = "repeat"          // one block for each element of a new outer axis
	OpGatherRows     Op = "gather_rows"     // rows by flat index
	OpMeanRows       Op = "mean_rows"       // mean over the second axis
	OpNormalize      Op = "normalize"       // unit length over the last axis
	OpTranspose      Op = "transpose"       // of a matrix
	OpSoftmax        Op = "softmax"         // over the last axis
	OpLogSoftmax     Op = "log_softmax"     // over the last axis
	OpCrossEntropy   Op = "cross_entropy"   // weighted mean against class indices
	OpSoftEntropy    Op = "soft_entropy"    // mean against target distributions
	OpCacheAppend    Op = "cache_append"    // append to the session's cache, return all of it
	OpTopK           Op = "top_k"           // indices of the largest entries
	OpTake           Op = "take"            // entries by index along the last axis
	OpSample         Op = "sample"          // draw an index from logits
	OpGlobalNorm     Op = "global_norm"     // Euclidean length of all inputs together
	OpClipScale      Op = "clip_scale"      // min(1, limit / norm)
	OpAdamW          Op = "adamw"           // decoupled weight decay update, writes its state
)

// Activation is a function applied element by element.
type Activation string

// The activations. GELU is the exact form x·Φ(x); QuickGELU is x·σ(1.702x), CLIP's.
const (
	GELU        Activation = "gelu"
	GELUTanh    Activation = "gelu_tanh"
	QuickGELU   Activation = "quick_gelu"
	ReLU        Activation = "relu"
	SquaredReLU Activation = "squared_relu"
	SiLU        Activation = "silu"
	Tanh        Activation = "tanh"
)

// Activations lists every activation.
func Activations() []Activation {
	return []Activation{GELU, GELUTanh, QuickGELU, ReLU, SquaredReLU, SiLU, Tanh}
}

// Attr holds the constants of a node; an operation reads only its own.
type Attr struct {
	Activation Activation `json:"activation,omitempty"`
	Heads      int        `json:"heads,omitempty"`
	Scale      float32    `json:"scale,omitempty"`  // attention: factor on logits; scale: factor
	Causal     bool       `json:"causal,omitempty"` // row i of T sees keys up to i + (context - T)
	ALiBi      bool       `json:"alibi,omitempty"`  // slopes times key position relative to the row, see Slopes
	Steepest   float32    `json:"steepest,omitempty"`
	Interleave bool       `json:"interleave,omitempty"`
	Eps        float32    `json:"eps,omitempty"`
	Patch      int        `json:"patch,omitempty"`
	Base       float32    `json:"base,omitempty"`   // rotary
	Rotate     int        `json:"rotate,omitempty"` // rotary: leading channels of each head that rotate
	K          int        `json:"k,omitempty"`
	Cache      string     `json:"cache,omitempty"`
	Size       Dim        `json:"size,omitzero"`   // repeat, slice
	Start      int        `json:"start,omitempty"` // slice
	Beta1      float32    `json:"beta1,omitempty"`
	Beta2      float32    `json:"beta2,omitempty"`
	Decay      float32    `json:"decay,omitempty"`
	Limit      float32    `json:"limit,omitempty"` // clip_scale
}

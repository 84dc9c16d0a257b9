package pond

// What the corpora are made of, in one place. Shares are percentages unless a comment says otherwise; the share of
// each task stands in its row of [tasks].
const (
	// priorShare is how often a shape has its favourite colour in text; in pictures colours are uniform.
	priorShare = 70
	// copyShare of the text rows are random words repeated: copying appears at once from these, and on it grows the
	// matching that binding needs.
	copyShare           = 33
	copyLeast, copyMost = 6, 20
	copies              = 4
	// toldShare of the other documents tell each scene in words before asking; the rest have <image> in its place,
	// so that the language model guesses from habit there.
	toldShare = 75
	// toldWeight is the weight of the words that tell a scene. Most of them nothing foretells: at weight 1 their
	// noise drowns the few tokens from which matching is learnt.
	toldWeight = 0.1
	// documentChunks ends a text document.
	documentChunks = 9
	// sisterShare of the caption pairs come in groups that differ in shape only, the hardest thing to see.
	sisterShare = 50
	sisters     = 3
	// namedShare of the questions about a colour name the shape and so invite an answer from habit.
	namedShare = 50
)

// shotShares[n] is how often, in parts of their sum, a training episode has n shots.
var shotShares = []int{8, 14, 16, 16, 16, 14, 5, 5, 6}

// Scene kinds in caption pairs, in the caption task and in questions of existence: single, alike, mixed, card.
var (
	pairScenes      = []int{52, 16, 20, 12}
	captionScenes   = []int{50, 18, 22, 10}
	existenceScenes = []int{45, 10, 45, 0}
)

// Questions of existence: about colour and shape together, a shape, a colour.
var existenceForms = []int{70, 18, 12}

// What an absent thing shares with the scene: its shape, its colour, each of them but not in one object, nothing.
var absences = []int{34, 34, 22, 10}

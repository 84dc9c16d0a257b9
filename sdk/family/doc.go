// Package family reads published Flamingo-style checkpoints: OpenFlamingo (Awadalla et al., 2023) and IDEFICS (Laurençon et
// al., 2023).
//
// A checkpoint is a folder as its repository has it. Find recognises one, and Read makes of it what a model needs: its
// configuration, and for every weight the places in the files where its numbers lie, in the names of package flamingo. Nothing
// is copied or rewritten on the way. An OpenFlamingo checkpoint holds only what was trained; the language model and the vision
// encoder under it are folders of their own.
package family

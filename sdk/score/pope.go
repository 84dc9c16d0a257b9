package score

import (
	"slices"
	"strings"

	"wade/sdk/halluc"
)

// SaysYes tells whether an answer to a yes-or-no question counts as yes: as POPE's evaluation has it, whatever does not have the word no or
// not in its first sentence.
func SaysYes(answer string) bool {
	answer, _, _ = strings.Cut(answer, ".")
	words := strings.Split(strings.ReplaceAll(answer, ",", ""), " ")
	return !slices.ContainsFunc(words, func(w string) bool { return w == "no" || w == "No" || w == "not" })
}

// POPE counts answers to yes-or-no questions about what is in a picture by what is true, "yes" or "no" (Li et al., 2305.10355).
// The counts give accuracy, precision, recall, F1 and the share of yes.
func POPE(answers, truth []string) halluc.Counts {
	said, is := make([]bool, len(answers)), make([]bool, len(truth))
	for i, a := range answers {
		said[i] = SaysYes(a)
	}
	for i, t := range truth {
		is[i] = !strings.EqualFold(strings.TrimSpace(t), "no")
	}
	return halluc.Count(said, is)
}

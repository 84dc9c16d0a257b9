package halluc

// Counts are answers to yes-or-no questions by what is true; yes is the positive class (POPE: Li et al., 2305.10355). A ratio
// with nothing below it is NaN.
type Counts struct {
	TP, FP, TN, FN int // said yes rightly, yes wrongly, no rightly, no wrongly
}

// Count compares what was said with what is true.
func Count(said, truth []bool) Counts {
	together(len(said), len(truth), "answers", "truths")
	var c Counts
	for i, yes := range said {
		switch {
		case yes && truth[i]:
			c.TP++
		case yes:
			c.FP++
		case truth[i]:
			c.FN++
		default:
			c.TN++
		}
	}
	return c
}

// N is how many questions there were.
func (c Counts) N() int { return c.TP + c.FP + c.TN + c.FN }

// Accuracy is the share of right answers.
func (c Counts) Accuracy() float64 { return share(c.TP+c.TN, c.N()) }

// Precision is the share of yes that is right.
func (c Counts) Precision() float64 { return share(c.TP, c.TP+c.FP) }

// Recall is the share of what is there that was said to be there.
func (c Counts) Recall() float64 { return share(c.TP, c.TP+c.FN) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 { return share(2*c.TP, 2*c.TP+c.FP+c.FN) }

// YesRatio is the share of yes among the answers: over one half, the model says yes too often.
func (c Counts) YesRatio() float64 { return share(c.TP+c.FP, c.N()) }

func share(a, b int) float64 { return float64(a) / float64(b) }

package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"wade/internal/near"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
)

// Settings say how a data set is asked. The zero value asks greedily, without shots, and scores exact matches.
type Settings struct {
	Shots     []int    `json:"shots"`                // numbers of shots to try; 0 alone if there are none
	Seeds     []uint64 `json:"seeds"`                // of random shots; 0 alone if there are none
	RICES     bool     `json:"rices,omitempty"`      // the most similar shots instead of random ones
	TextShots int      `json:"text_shots,omitempty"` // shots without their pictures before a question that has no others; the papers use 2
	Limit     int      `json:"limit,omitempty"`      // ask only so many questions, the first of the file; 0: all
	Score     string   `json:"score"`                // one of Scores
	Template  string   `json:"template"`             // what is asked, with {question}; or the name of one of Templates

	MaxTokens         int      `json:"max_tokens,omitempty"` // 20 if 0
	Beams             int      `json:"beams,omitempty"`      // 1 if 0
	LengthPenalty     float64  `json:"length_penalty"`       // of beams
	Temperature       float64  `json:"temperature,omitempty"`
	TopK              int      `json:"top_k,omitempty"`
	TopP              float64  `json:"top_p,omitempty"`
	RepetitionPenalty float64  `json:"repetition_penalty,omitempty"`
	StopAt            []string `json:"stop_at,omitempty"`

	Rank       string `json:"rank,omitempty"`       // "sum" or "mean": choose among candidates by their log-probabilities, instead of generating
	Ensemble   int    `json:"ensemble,omitempty"`   // orders of the shots to average over, with Rank; the paper has 6
	Calibrated bool   `json:"calibrated,omitempty"` // with Rank: less what candidates score on a blank picture

	Out   string `json:"-"` // folder for results, report and summary; none if empty
	Batch int    `json:"-"` // answers between two writes; 16 if 0
	Rows  int    `json:"-"` // examples on the page; 500 if 0
}

// Templates are what data sets of the papers are asked with, by name: those of OpenFlamingo's evaluation, and the question as it
// stands.
func Templates() map[string]prompt.Template {
	return map[string]prompt.Template{
		"plain":   {Question: "{}"},
		"vqa":     prompt.OpenFlamingoVQA,
		"caption": prompt.OpenFlamingoCaption,
		"class":   prompt.OpenFlamingoClass,
		"memes":   prompt.OpenFlamingoMemes,
	}
}

// Scores names the measures: exact match, VQA accuracy, CIDEr, POPE, and the area under the ROC curve of the first candidate.
func Scores() []string { return []string{"exact", "vqa", "cider", "pope", "auc"} }

// Check says what is wrong with the settings whatever the data set, as Run does.
func (s Settings) Check() error {
	_, err := s.filled()
	return err
}

// filled returns the settings with what is left out, and says what is wrong with them.
func (s Settings) filled() (Settings, error) {
	if len(s.Shots) == 0 {
		s.Shots = []int{0}
	}
	if len(s.Seeds) == 0 {
		s.Seeds = []uint64{0}
	}
	if s.Score == "" {
		s.Score = "exact"
	}
	if s.Template == "" {
		s.Template = "plain"
	}
	if _, ok := Templates()[s.Template]; !ok && !strings.ContainsAny(s.Template, "{ :") {
		return s, fmt.Errorf("eval: no template is named %q: there are %q, or write one with {question}%s", s.Template, slices.Sorted(maps.Keys(Templates())), near.List(s.Template, slices.Sorted(maps.Keys(Templates()))))
	}
	if s.MaxTokens == 0 {
		s.MaxTokens = 20
	}
	if s.Beams == 0 {
		s.Beams = 1
	}
	if s.Ensemble == 0 {
		s.Ensemble = 1
	}
	if s.Batch == 0 {
		s.Batch = 16
	}
	if s.Rows == 0 {
		s.Rows = 500
	}
	for i, n := range s.Shots {
		if n < 0 || slices.Contains(s.Shots[:i], n) {
			return s, fmt.Errorf("eval: shots %v: numbers from 0 on, each once", s.Shots)
		}
	}
	for i, n := range s.Seeds {
		if slices.Contains(s.Seeds[:i], n) {
			return s, fmt.Errorf("eval: seed %d is there twice", n)
		}
	}
	switch {
	case !slices.Contains(Scores(), s.Score):
		return s, fmt.Errorf("eval: no measure is named %q: there are %q%s", s.Score, Scores(), near.List(s.Score, Scores()))
	case s.Rank != "" && s.Rank != "sum" && s.Rank != "mean":
		return s, fmt.Errorf("eval: rank by %q, want sum or mean", s.Rank)
	case s.Score == "auc" && s.Rank == "":
		return s, fmt.Errorf("eval: the area under the curve needs shares of candidates: rank them by sum or mean")
	case s.Rank == "" && (s.Ensemble > 1 || s.Calibrated):
		return s, fmt.Errorf("eval: ensembles and calibration are of rankings: rank candidates by sum or mean")
	case s.RICES && len(s.Seeds) > 1 && s.Temperature == 0:
		return s, fmt.Errorf("eval: the most similar shots are the same for every seed, and so are the answers; give one seed")
	case s.Batch < 1 || s.Ensemble < 1 || s.Limit < 0 || s.TextShots < 0:
		return s, fmt.Errorf("eval: batch %d and ensemble %d must be positive, limit %d and text shots %d not negative", s.Batch, s.Ensemble, s.Limit, s.TextShots)
	}
	return s, nil
}

// options are the settings of a generation.
func (s Settings) options(seed uint32) []flamingo.Option {
	opts := []flamingo.Option{flamingo.MaxTokens(s.MaxTokens), flamingo.Beams(s.Beams), flamingo.LengthPenalty(s.LengthPenalty),
		flamingo.Temperature(s.Temperature), flamingo.TopK(s.TopK), flamingo.TopP(s.TopP), flamingo.StopAt(s.StopAt...), flamingo.Seed(seed)}
	if s.RepetitionPenalty != 0 {
		opts = append(opts, flamingo.RepetitionPenalty(s.RepetitionPenalty))
	}
	return opts
}

// template is the wording of questions.
func (s Settings) template() prompt.Template {
	if t, ok := Templates()[s.Template]; ok {
		return t
	}
	return prompt.Template{Question: strings.Replace(s.Template, "{question}", "{}", 1)}
}

// asked is what the template's place for the question holds.
func (s Settings) asked(e Example) string {
	if !strings.Contains(s.template().Question, "{}") {
		return ""
	}
	return e.Question
}

// ask is what a question reads like.
func (s Settings) ask(e Example) string {
	return prompt.New().As(s.template()).Ask(nil, s.asked(e)).Chunks()[0].Prompt
}

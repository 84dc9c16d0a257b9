package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wade/sdk"
	"wade/sdk/eval"
)

// evaluation holds the flags of wade eval.
type evaluation struct {
	eval.Settings
	model, backend, policy string
	shots, seeds           []int
	questions, threads     int
}

func newEval() *cobra.Command {
	e := &evaluation{}
	cmd := &cobra.Command{
		Use:   "eval FILE.jsonl",
		Short: "ask a model the questions of a data set, with few shots, and write a report",
		Long: `Ask a model the questions of a data set, with few shots before each, and write a report.

  wade eval pond                                       the demonstration model on questions of its world
  wade eval FILE.jsonl --shots 0,4,8 --seeds 0,1,2     random shots, three times
  wade eval FILE.jsonl --shots 4 --rices               the most similar shots
  wade eval FILE.jsonl --model DIR --score vqa --template vqa --beams 3 --max-tokens 5 --text-shots 2
                                                       visual questions as OpenFlamingo's evaluation asks them

Each line of the file is a JSON object:

  {"image": "pics/7.png", "question": "what colour is it ?", "answers": ["red"]}

image is a file seen from the data set's folder or a data: URI; answers are the right ones, the first being that of a shot. A line may also
have an "id", a "task" (shots are of the same task as the question), "candidates" (for --rank), and "split": "shots" (never asked).

The folder --out gets results.jsonl with every answer, summary.json and report.html, a page that needs nothing else. Answers are on disk
as they come: after an interruption, a crash or a full disk the same command goes on where it was.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return e.run(cmd, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&e.Out, "out", "", "folder for results and report; eval-NAME if empty")
	f.StringVar(&e.model, "model", "pond", "pond, the folder of a checkpoint, or the name of a published one")
	f.StringVar(&e.backend, "backend", "", "cpu, reference or another that is installed; the best if empty")
	f.StringVar(&e.policy, "policy", "", "how weights are kept: f32, bf16, w8 or w4; the backend's choice if empty")
	f.IntVar(&e.threads, "threads", 0, "threads of the cpu backend; all processors if 0")
	f.IntSliceVar(&e.shots, "shots", []int{0, 4}, "numbers of shots")
	f.IntSliceVar(&e.seeds, "seeds", []int{0}, "seeds of random shots, and of draws")
	f.BoolVar(&e.RICES, "rices", false, "the most similar shots instead of random ones")
	f.IntVar(&e.TextShots, "text-shots", 0, "shots without their pictures before a question that has no others; the papers use 2")
	f.IntVar(&e.Limit, "limit", 0, "ask only the first questions; 0 means all")
	f.StringVar(&e.Score, "score", "exact", "measure: "+strings.Join(eval.Scores(), ", "))
	f.StringVar(&e.Template, "template", "plain", "plain, vqa, caption, class or memes, or a text with {question}")
	f.IntVar(&e.MaxTokens, "max-tokens", 20, "most tokens of an answer")
	f.IntVar(&e.Beams, "beams", 1, "beams of the search; the papers use 3")
	f.Float64Var(&e.LengthPenalty, "length-penalty", 0, "power of the length that the score of a beam is divided by")
	f.Float64Var(&e.Temperature, "temperature", 0, "draw answers at this temperature; 0 takes the likeliest token")
	f.IntVar(&e.TopK, "top-k", 0, "draw from so many tokens; 0 means all")
	f.Float64Var(&e.TopP, "top-p", 0, "draw from the tokens that have this probability together; 0 means all")
	f.Float64Var(&e.RepetitionPenalty, "repetition-penalty", 1, "factor against tokens that occurred")
	f.StringSliceVar(&e.StopAt, "stop", nil, "texts that end an answer")
	f.StringVar(&e.Rank, "rank", "", "choose among candidates by the sum or mean of their log-probabilities, instead of generating")
	f.IntVar(&e.Ensemble, "ensemble", 1, "with --rank: orders of the shots to average over; the paper has 6")
	f.BoolVar(&e.Calibrated, "calibrated", false, "with --rank: less what candidates score on a blank picture")
	f.IntVar(&e.Batch, "batch", 16, "answers between two writes to the disk")
	f.IntVar(&e.Rows, "rows", 500, "answers on the page")
	f.IntVar(&e.questions, "questions", 20, "with pond: questions of each task")
	return cmd
}

func (e *evaluation) run(cmd *cobra.Command, file string) error {
	e.Shots = e.shots
	for _, s := range e.seeds {
		if s < 0 {
			return fmt.Errorf("eval: seed %d: seeds are not negative", s)
		}
		e.Seeds = append(e.Seeds, uint64(s))
	}
	if err := e.Check(); err != nil { // before anything is written, or a large model opened
		return err
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if e.Out == "" {
		e.Out = "eval-" + name
	}
	if _, err := os.Stat(file); file == "pond" && err != nil {
		path, err := eval.Pond(filepath.Join(e.Out, "data"), e.questions, 0)
		if err != nil {
			return err
		}
		file = path
	}
	d, err := eval.Load(file)
	if err != nil {
		return err
	}
	if err := useThreads(e.threads); err != nil {
		return err
	}
	var opts []sdk.Option
	if e.backend != "" {
		opts = append(opts, sdk.Backend(e.backend))
	}
	if e.policy != "" {
		opts = append(opts, sdk.Policy(e.policy))
	}
	m, err := sdk.Open(cmd.Context(), e.model, opts...)
	if err != nil {
		return err
	}
	defer m.Close()
	fmt.Fprintln(cmd.ErrOrStderr(), m)
	r, err := eval.Run(cmd.Context(), m, d, e.Settings)
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), r)
	fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(e.Out, eval.ReportFile))
	return nil
}

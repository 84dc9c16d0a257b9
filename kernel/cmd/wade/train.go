package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
	"wade/sdk/display"
	"wade/sdk/recipe"
	"wade/sdk/train"
)

// training holds the flags of wade train.
type training struct {
	out, stage, ablation, backend string
	precision                     string
	threads                       int
	resume                        bool
	steps, batch, every           int
	rate                          float64
	seed                          uint64
	exam                          int
}

func newTrain() *cobra.Command {
	t := &training{}
	cmd := &cobra.Command{
		Use:   "train --out DIR",
		Short: "train the demonstration model",
		Long: `Train the demonstration model in the three stages of Flamingo, on any backend.

  wade train --out DIR                    all stages, an examination, and the weight file
  wade train --stage vision --out DIR     one stage; vision and language may run at the same time
  wade train --ablation scratch --out DIR a variant of the few-shot stage, for comparison
  wade train eval DIR                     examine what was trained
  wade train assemble DIR                 join the parts into one weight file

A run that was stopped or killed goes on with --resume, and ends with the same bits as one that was not.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return t.run(cmd) },
	}
	f := cmd.Flags()
	f.StringVar(&t.out, "out", "", "folder of the runs")
	f.StringVar(&t.stage, "stage", "all", "vision, language, fewshot or all")
	f.StringVar(&t.ablation, "ablation", "", "variant of the few-shot stage: frozen, scratch, unfrozen or nogate")
	f.BoolVar(&t.resume, "resume", false, "go on where a run was stopped")
	f.IntVar(&t.steps, "steps", 0, "steps, instead of the stage's own number")
	f.IntVar(&t.batch, "batch", 0, "pairs, documents or episodes in a step, instead of the stage's own number")
	f.Float64Var(&t.rate, "rate", 0, "peak learning rate, instead of the stage's own")
	f.Uint64Var(&t.seed, "seed", 0, "seed of starting weights and data")
	f.IntVar(&t.every, "every", 0, "steps between checkpoints, instead of 100")
	t.precisionFlag(cmd)
	_ = cmd.MarkFlagRequired("out")
	p := cmd.PersistentFlags()
	p.StringVar(&t.backend, "backend", "", "cpu, reference or another that is installed; the best if empty")
	p.IntVar(&t.threads, "threads", 0, "threads of the cpu backend; all processors if 0")
	p.IntVar(&t.exam, "count", 200, "questions for each task and number of shots in the examination")
	cmd.AddCommand(t.newEval(), t.newAssemble(), t.newBench())
	return cmd
}

func (t *training) precisionFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.precision, "precision", "f32", "of products: f32, or bf16 with weights and sums in float32, where the machine is faster at that")
}

func (t *training) newEval() *cobra.Command {
	var ablation string
	cmd := &cobra.Command{
		Use:   "eval DIR",
		Short: "ask a trained model held-out questions, gates open and closed",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := recipe.ReadRun(args[0], recipe.Run{Stage: recipe.FewShot, Ablation: recipe.Ablation(ablation)}.Name())
			if err != nil {
				return err
			}
			be, _, err := t.open(cmd)
			if err != nil {
				return err
			}
			defer be.Close()
			return t.examine(cmd, be, args[0], r)
		},
	}
	cmd.Flags().StringVar(&ablation, "ablation", "", "variant to examine: frozen, scratch, unfrozen or nogate")
	return cmd
}

func (t *training) newAssemble() *cobra.Command {
	var to, ablation string
	cmd := &cobra.Command{
		Use:   "assemble DIR",
		Short: "join the parts of a trained model into one weight file, with a record of where it comes from",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := recipe.ReadRun(args[0], recipe.Run{Stage: recipe.FewShot, Ablation: recipe.Ablation(ablation)}.Name())
			if err != nil {
				return err
			}
			if to == "" {
				to = args[0]
			}
			return assemble(cmd.OutOrStdout(), args[0], to, r)
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "folder for weight file and record; DIR if empty")
	cmd.Flags().StringVar(&ablation, "ablation", "", "variant to assemble: frozen, scratch, unfrozen or nogate")
	return cmd
}

// newBench times steps for bench/train_torch.py: it prints the sizes of a batch as JSON, then for each line of standard input
// the milliseconds of one more step.
func (t *training) newBench() *cobra.Command {
	cmd := &cobra.Command{
		Use:    "bench STAGE",
		Short:  "time training steps, one for each line of standard input",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			be, origin, err := t.open(cmd)
			if err != nil {
				return err
			}
			defer be.Close()
			r := recipe.Defaults(recipe.Stage(args[0]))
			r.Precision = t.precision
			b, err := recipe.NewBench(cmd.Context(), be, r)
			if err != nil {
				return err
			}
			defer b.Close()
			out := json.NewEncoder(cmd.OutOrStdout())
			if err := out.Encode(map[string]any{"backend": origin.Backend, "sizes": b.Sizes}); err != nil {
				return err
			}
			for lines := bufio.NewScanner(cmd.InOrStdin()); lines.Scan(); {
				d, err := b.Step(cmd.Context())
				if err != nil {
					return err
				}
				if err := out.Encode(float64(d.Microseconds()) / 1000); err != nil {
					return err
				}
			}
			return nil
		},
	}
	t.precisionFlag(cmd)
	return cmd
}

// runs lists what the flags ask for, in order.
func (t *training) runs(cmd *cobra.Command) ([]recipe.Run, error) {
	stages := recipe.Stages()
	switch {
	case t.ablation != "":
		if cmd.Flags().Changed("stage") && t.stage != string(recipe.FewShot) {
			return nil, fmt.Errorf("train: --ablation is a variant of the few-shot stage; leave out --stage %s", t.stage)
		}
		stages = []recipe.Stage{recipe.FewShot}
	case t.stage != "all":
		stages = []recipe.Stage{recipe.Stage(t.stage)}
	}
	var runs []recipe.Run
	for _, s := range stages {
		r := recipe.Defaults(s)
		r.Ablation = recipe.Ablation(t.ablation)
		if t.resume {
			before, err := recipe.ReadRun(t.out, r.Name())
			if err == nil {
				r = before
			} else if !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
		flags := cmd.Flags()
		for name, set := range map[string]func(){
			"steps": func() { r.Steps = t.steps }, "batch": func() { r.Batch = t.batch }, "rate": func() { r.Rate = t.rate },
			"seed": func() { r.Seed = t.seed }, "every": func() { r.Every = t.every },
			"precision": func() { r.Precision = t.precision },
		} {
			if flags.Changed(name) {
				set()
			}
		}
		if err := r.Check(); err != nil {
			return nil, err
		}
		runs = append(runs, r)
	}
	return runs, nil
}

func (t *training) run(cmd *cobra.Command) error {
	runs, err := t.runs(cmd)
	if err != nil {
		return err
	}
	be, origin, err := t.open(cmd)
	if err != nil {
		return err
	}
	defer be.Close()
	for _, r := range runs {
		opt := recipe.Options{Resume: t.resume, Origin: origin, Progress: progress(cmd, r.Name())}
		if _, err := recipe.Train(cmd.Context(), be, t.out, r, opt); err != nil {
			return err
		}
	}
	if last := runs[len(runs)-1]; last.Stage == recipe.FewShot {
		if err := t.examine(cmd, be, t.out, last); err != nil {
			return err
		}
		if last.Ablation == recipe.None {
			return assemble(cmd.OutOrStdout(), t.out, t.out, last)
		}
	}
	return nil
}

// progress is a bar on a terminal, lines elsewhere.
func progress(cmd *cobra.Command, title string) train.Progress {
	if f, ok := cmd.ErrOrStderr().(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return train.NewBar(title)
	}
	return train.NewLines(title, cmd.ErrOrStderr())
}

func (t *training) examine(cmd *cobra.Command, be backend.Backend, dir string, r recipe.Run) error {
	x := recipe.FullExam()
	x.Count = t.exam
	ctx, bar := display.Begin(cmd.Context(), "examining "+r.Name(), 2*len(x.Tasks)*len(x.Shots))
	rep, err := r.Report(ctx, be, dir, x, func(s recipe.Score) { bar.Add(1) })
	bar.End(err)
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), rep)
	return rep.Write(dir)
}

func assemble(w io.Writer, dir, to string, r recipe.Run) error {
	rec, err := recipe.Assemble(dir, to, r)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %d bytes, sha256 %s\n", filepath.Join(to, recipe.ModelFile), rec.Bytes, rec.SHA256)
	return nil
}

// open starts the backend and says what it is.
func (t *training) open(cmd *cobra.Command) (backend.Backend, recipe.Origin, error) {
	if err := useThreads(t.threads); err != nil {
		return nil, recipe.Origin{}, err
	}
	be, err := openBackend(cmd.Context(), t.backend, cmd.ErrOrStderr())
	if err != nil {
		return nil, recipe.Origin{}, err
	}
	d, err := be.Describe(cmd.Context())
	if err != nil {
		be.Close()
		return nil, recipe.Origin{}, err
	}
	origin := recipe.Origin{
		Command: strings.Join(append([]string{"wade"}, os.Args[1:]...), " "),
		Commit:  strings.TrimPrefix(strings.TrimSpace(commit()), "commit "),
		Backend: strings.Join(slices.DeleteFunc([]string{d.Name, d.Version, d.Device}, func(s string) bool { return s == "" }), " "),
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "training on", origin.Backend)
	return be, origin, nil
}

// useThreads tells the cpu backend how many threads to take; 0 leaves it to itself.
func useThreads(n int) error {
	if n <= 0 {
		return nil
	}
	return os.Setenv("WADE_CPU_THREADS", strconv.Itoa(n))
}

// openBackend opens a backend by name. Without a name it takes the cpu plugin, and the reference where there is none.
func openBackend(ctx context.Context, name string, w io.Writer) (backend.Backend, error) {
	if name == "reference" {
		return reference.New(), nil
	}
	be, err := host.Open(ctx, cmp.Or(name, "cpu"), host.Options{Log: w})
	if err == nil {
		return be, nil
	}
	if name == "" && errors.Is(err, backend.ErrUnavailable) {
		fmt.Fprintf(w, "%v\ngoing on with the reference backend, which is some hundred times slower\n", err)
		return reference.New(), nil
	}
	return nil, err
}

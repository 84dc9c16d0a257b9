package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wade/kernel/internal/doctor"
	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
)

func newDoctor() *cobra.Command {
	var asJSON bool
	var python string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "check Jupyter, the kernel, editors and backends, and say what to do",
		Long: `Look at the Jupyter that the path leads to, start the installed kernel as Jupyter
would and run a cell, look at editors and the machine, start every backend plugin
and ask what it is. Each line is ok, a warning or a problem, with what to do next.
The exit status is 1 when there is a problem.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pure := reference.New()
			defer pure.Close()
			survey := host.Look(cmd.Context(), pure)
			exe, err := os.Executable()
			if err != nil {
				return fmt.Errorf("find the own executable: %w", err)
			}
			past, err := historyPath(os.Getenv("WADE_HISTORY"))
			if err != nil {
				return err
			}
			found, err := doctor.Look(cmd.Context(), doctor.Request{Python: python, Executable: exe, History: past, Memory: survey.Machine.Memory})
			if err != nil {
				return err
			}
			found = append(found, backends(survey)...)
			if asJSON {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				err = enc.Encode(struct {
					Findings []doctor.Finding `json:"findings"`
					host.Survey
				}{found, survey})
			} else {
				err = printReport(cmd.OutOrStdout(), survey, found)
			}
			if n := doctor.Count(found, doctor.Problem); err == nil && n > 0 {
				err = &toldError{fmt.Errorf("%d problems", n)}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print everything as JSON")
	cmd.Flags().StringVar(&python, "python", "", "`PATH` of the Python that runs Jupyter, instead of the one found on the path")
	return cmd
}

func printReport(w io.Writer, s host.Survey, found []doctor.Finding) error {
	printMachine(w, s.Machine)
	if err := doctor.Print(w, found); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if err := printSurvey(w, s); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d problems, %d warnings\n", doctor.Count(found, doctor.Problem), doctor.Count(found, doctor.Warning))
	return err
}

// backends judges the survey: the reference in pure Go is always there, so
// nothing of this keeps a notebook from working.
func backends(s host.Survey) (found []doctor.Finding) {
	add := func(state doctor.State, text, next string) {
		found = append(found, doctor.Finding{Area: "Backends", State: state, Text: text, Next: next})
	}
	ready := 0
	for _, b := range s.Backends {
		switch {
		case b.Path == "":
		case b.Error != "":
			add(doctor.Warning, fmt.Sprintf("%s (%s) is unavailable: %s", b.Name, b.Path, b.Error), "rebuild or remove this plugin")
		default:
			ready++
			add(doctor.OK, fmt.Sprintf("%s on %s", b.Name, b.Device), "")
		}
	}
	for _, p := range s.Problems {
		add(doctor.Warning, p, "")
	}
	if ready == 0 {
		add(doctor.Warning, "no plugin is ready: the reference backend computes, slowly", "\"make build\" makes the CPU plugin; "+host.PathVariable+" names further folders")
	}
	return found
}

func printMachine(w io.Writer, m host.Machine) {
	fmt.Fprintf(w, "wade %s on %s", release, m.System)
	if m.Processor != "" {
		fmt.Fprintf(w, ", %s", m.Processor)
	}
	fmt.Fprintf(w, ", %d cores", m.Cores)
	if m.Memory > 0 {
		fmt.Fprintf(w, ", %.1f GiB", float64(m.Memory)/(1<<30))
	}
	fmt.Fprintf(w, "\ninstruction sets: %s\n", orNone(m.Features))
}

func printSurvey(w io.Writer, s host.Survey) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "BACKEND\tSTATE\tVERSION\tPROTOCOL\tTHREADS\tWEIGHTS\tDEVICE")
	for _, b := range s.Backends {
		state, protocol := "ready", "in process"
		if b.Path != "" {
			protocol = fmt.Sprint(b.Protocol)
		}
		if b.Error != "" {
			fmt.Fprintf(t, "%s\tunavailable\t-\t-\t-\t-\t-\n", b.Name)
			continue
		}
		policies := make([]string, len(b.Policies))
		for i, p := range b.Policies {
			policies[i] = string(p)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", b.Name, state, b.Version, protocol, b.Threads, orNone(policies), b.Device)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, b := range s.Backends {
		if b.Path != "" {
			printPlugin(w, b)
		}
	}
	fmt.Fprintf(w, "\nplugins (%s*) are looked for in:\n", host.Prefix)
	for _, dir := range s.Folders {
		fmt.Fprintf(w, "  %s\n", dir)
	}
	return nil
}

func printPlugin(w io.Writer, b host.Surveyed) {
	fmt.Fprintf(w, "\n%s: %s\n", b.Name, b.Path)
	if b.Error != "" {
		fmt.Fprintf(w, "  %s\n", strings.ReplaceAll(b.Error, "\n", "\n  "))
		return
	}
	memory := "tensors travel inside messages"
	if b.Arena {
		memory = "large tensors travel in shared memory"
	}
	fmt.Fprintf(w, "  started in %.0f ms, %s\n", b.StartMS, memory)
	fmt.Fprintf(w, "  features: %s\n", orNone(b.Features))
	for _, k := range slices.Sorted(maps.Keys(b.Details)) {
		fmt.Fprintf(w, "  %s: %s\n", k, b.Details[k])
	}
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, " ")
}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wade/sdk/backend/host"
	"wade/sdk/backend/reference"
)

func newDoctor() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "show which backends are found, what they run on, and why one is unavailable",
		Long: `Start every backend plugin that is found, ask what it is, and say what is wrong
with those that do not answer.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pure := reference.New()
			defer pure.Close()
			survey := host.Look(cmd.Context(), pure)
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if asJSON {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				return enc.Encode(survey)
			}
			return printSurvey(cmd.OutOrStdout(), survey)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print everything as JSON")
	return cmd
}

func printSurvey(w io.Writer, s host.Survey) error {
	m := s.Machine
	fmt.Fprintf(w, "wade %s on %s", release, m.System)
	if m.Processor != "" {
		fmt.Fprintf(w, ", %s", m.Processor)
	}
	fmt.Fprintf(w, ", %d cores", m.Cores)
	if m.Memory > 0 {
		fmt.Fprintf(w, ", %.1f GiB", float64(m.Memory)/(1<<30))
	}
	fmt.Fprintf(w, "\ninstruction sets: %s\n\n", orNone(m.Features))

	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "BACKEND\tSTATE\tVERSION\tPROTOCOL\tTHREADS\tWEIGHTS\tDEVICE")
	plugins, ready := 0, 0
	for _, b := range s.Backends {
		state, protocol := "ready", "in process"
		if b.Path != "" {
			plugins++
			protocol = fmt.Sprint(b.Protocol)
		}
		if b.Error != "" {
			fmt.Fprintf(t, "%s\tunavailable\t-\t-\t-\t-\t-\n", b.Name)
			continue
		}
		if b.Path != "" {
			ready++
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
	for _, p := range s.Problems {
		fmt.Fprintf(w, "  problem: %s\n", p)
	}
	switch {
	case plugins == 0:
		fmt.Fprintf(w, "\nNo plugin was found: the reference backend computes, slowly. `make build` makes the CPU plugin;\n%s names further folders.\n", host.PathVariable)
	case ready == 0:
		fmt.Fprintln(w, "\nNo plugin is ready: the reference backend computes, slowly.")
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

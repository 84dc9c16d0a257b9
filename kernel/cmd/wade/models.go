package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wade/sdk/family"
	"wade/sdk/hub"
)

func newModels() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "models",
		Short: "list, download, check and remove published models",
		Long: `Look after the published models in the cache that wade shares with Python's
huggingface_hub (HF_HUB_CACHE, or hub in HF_HOME, or ~/.cache/huggingface/hub).

  wade models list                  what is in the cache, and what could be
  wade models pull NAME             download a model with what lies under it; goes on where it was stopped
  wade models check NAME or FOLDER  whether all weights are there, in the right shape
  wade models rm NAME               remove a model from the cache

With HF_HUB_OFFLINE=1 or WADE_OFFLINE=1 nothing is asked of the network.`,
	}
	cmd.AddCommand(newModelsList(), newModelsPull(), newModelsCheck(), newModelsRemove())
	return cmd
}

// listed is a line of wade models list.
type listed struct {
	Name       string   `json:"name"`
	Bytes      int64    `json:"bytes"` // on the disk, or to download
	Cached     bool     `json:"cached"`
	Unfinished int64    `json:"unfinished,omitempty"` // of a download that was stopped
	About      string   `json:"about,omitempty"`
	Lacks      []string `json:"lacks,omitempty"` // parts that are not in the cache
	Dir        string   `json:"dir,omitempty"`
}

func newModelsList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "what is in the cache, and what could be",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := hub.New()
			if err != nil {
				return err
			}
			all, err := listModels(c)
			if err != nil {
				return err
			}
			if asJSON {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				return enc.Encode(all)
			}
			return printModels(cmd.OutOrStdout(), c, all)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print everything as JSON")
	return cmd
}

// listModels looks at the cache and at what is published; what is in the cache comes first.
func listModels(c *hub.Client) ([]listed, error) {
	repos, err := c.List()
	if err != nil {
		return nil, err
	}
	var out []listed
	cached := map[string]bool{}
	for _, r := range repos {
		cached[r.Name] = r.Dir != ""
	}
	part := map[string]string{}
	for _, p := range family.All() {
		for _, name := range p.Parts()[1:] {
			part[name] = "under " + p.Name
		}
	}
	for _, r := range repos {
		l := listed{Name: r.Name, Bytes: r.Bytes, Cached: true, Unfinished: r.Unfinished, Dir: r.Dir, About: part[r.Name]}
		if p, err := family.Lookup(r.Name); err == nil {
			l.About = p.About
			for _, name := range p.Parts() {
				if !cached[name] {
					l.Lacks = append(l.Lacks, name)
				}
			}
		} else if l.About == "" {
			l.About = kindOf(r)
		}
		out = append(out, l)
	}
	for _, p := range family.All() {
		if !slices.ContainsFunc(repos, func(r hub.Repo) bool { return r.Name == p.Name }) {
			out = append(out, listed{Name: p.Name, Bytes: p.Size, About: p.About})
		}
	}
	return out, nil
}

// kindOf says what a repository is that wade does not know by name.
func kindOf(r hub.Repo) string {
	if r.Dir == "" {
		return ""
	}
	if f, err := family.Find(r.Dir); err == nil {
		return string(f.Kind)
	}
	f, err := os.Open(filepath.Join(r.Dir, "config.json"))
	if err != nil {
		return ""
	}
	defer f.Close()
	var c struct {
		Type string `json:"model_type"`
	}
	if json.NewDecoder(io.LimitReader(f, 1<<20)).Decode(&c) != nil || len(c.Type) > 40 {
		return ""
	}
	return c.Type
}

func printModels(w io.Writer, c *hub.Client, all []listed) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	at := slices.IndexFunc(all, func(l listed) bool { return !l.Cached })
	if at < 0 {
		at = len(all)
	}
	fmt.Fprintf(t, "in the cache %s:\n", c.Cache)
	if at == 0 {
		fmt.Fprintln(t, "  nothing")
	}
	for _, l := range all[:at] {
		about := l.About
		if l.Unfinished > 0 {
			about += fmt.Sprintf("; %s of a stopped download", hub.Bytes(l.Unfinished))
		}
		if len(l.Lacks) > 0 {
			about += "; lacks " + strings.Join(l.Lacks, " and ")
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\n", l.Name, hub.Bytes(l.Bytes), strings.TrimPrefix(about, "; "))
	}
	if at < len(all) {
		fmt.Fprintln(t, "published, to be had with `wade models pull NAME`:")
	}
	for _, l := range all[at:] {
		fmt.Fprintf(t, "  %s\t%s\t%s\n", l.Name, hub.Bytes(l.Bytes), l.About)
	}
	return t.Flush()
}

func newModelsPull() *cobra.Command {
	var revision string
	var all, alone bool
	cmd := &cobra.Command{
		Use:   "pull NAME [FILE...]",
		Short: "download a model, or files of a repository",
		Long: `Download a model into the cache: weights in one format, configuration and
vocabulary. Of an OpenFlamingo checkpoint the language model and the vision encoder under it
come too. What is there already is not downloaded again, and a download that was stopped goes on.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := hub.New()
			if err != nil {
				return err
			}
			name, files := args[0], args[1:]
			parts := []string{name}
			if p, err := family.Lookup(name); err == nil {
				name, parts = p.Name, p.Parts()
			}
			if alone || all || len(files) > 0 {
				parts = []string{name}
			}
			for i, part := range parts {
				rev, names := "", []string(nil)
				if i == 0 {
					rev, names = revision, files
				}
				if err := pull(cmd.Context(), cmd.OutOrStdout(), c, part, rev, names, all); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&revision, "revision", "", "branch, tag or commit, instead of main")
	cmd.Flags().BoolVar(&all, "all", false, "every file of the repository, and nothing else")
	cmd.Flags().BoolVar(&alone, "alone", false, "without the models under it")
	return cmd
}

func pull(ctx context.Context, w io.Writer, c *hub.Client, repo, revision string, files []string, all bool) error {
	if all {
		info, err := c.Info(ctx, repo, revision)
		if err != nil {
			return err
		}
		files = nil
		for _, f := range info.Files {
			files = append(files, f.Path)
		}
	}
	s, err := c.Pull(ctx, repo, revision, files...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s at %.10s: %d files, %s\n  %s\n", repo, s.Commit, len(s.Files), hub.Bytes(s.Size()), s.Dir)
	return err
}

func newModelsRemove() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:     "rm NAME...",
		Aliases: []string{"remove"},
		Short:   "remove models from the cache",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := hub.New()
			if err != nil {
				return err
			}
			repos, err := c.List()
			if err != nil {
				return err
			}
			for _, name := range args {
				if p, err := family.Lookup(name); err == nil {
					name = p.Name
				}
				if err := remove(cmd, c, repos, name, yes); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func remove(cmd *cobra.Command, c *hub.Client, repos []hub.Repo, name string, yes bool) error {
	at := slices.IndexFunc(repos, func(r hub.Repo) bool { return r.Name == name })
	if at < 0 {
		_, err := c.Remove(name) // says what is there instead
		return err
	}
	w := cmd.OutOrStdout()
	if !yes {
		if f, ok := cmd.InOrStdin().(*os.File); ok && !term.IsTerminal(int(f.Fd())) {
			return fmt.Errorf("removing %s frees %s; say --yes", name, hub.Bytes(repos[at].Bytes))
		}
		fmt.Fprintf(w, "remove %s from %s, which frees %s? [y/N] ", name, c.Cache, hub.Bytes(repos[at].Bytes))
		line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if answer := strings.ToLower(strings.TrimSpace(line)); answer != "y" && answer != "yes" {
			_, err := fmt.Fprintln(w, "nothing was removed")
			return err
		}
	}
	freed, err := c.Remove(name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "removed %s, %s freed\n", name, hub.Bytes(freed))
	return err
}

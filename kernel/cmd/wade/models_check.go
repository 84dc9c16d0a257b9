package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wade/sdk/checkpoint"
	"wade/sdk/family"
	"wade/sdk/hub"
)

func newModelsCheck() *cobra.Command {
	var under family.Folders
	var hashes bool
	cmd := &cobra.Command{
		Use:   "check NAME or FOLDER",
		Short: "whether all weights of a model are there, in the right shape",
		Long: `Read what the files of a model say of their tensors and compare it with the
configuration: every weight that is missing, has another shape or belongs to nothing is
named. The exit status is 1 when something is wrong. Weights themselves are read with --hash only.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w := cmd.OutOrStdout()
			folders, snapshots, err := locate(args[0], under)
			if err != nil {
				return err
			}
			if hashes {
				if err := verify(cmd, snapshots); err != nil {
					return err
				}
			}
			return check(w, folders)
		},
	}
	cmd.Flags().StringVar(&under.Language, "language", "", "`FOLDER` of the language model under an OpenFlamingo checkpoint")
	cmd.Flags().StringVar(&under.Vision, "vision", "", "`FOLDER` of the vision encoder under it")
	cmd.Flags().BoolVar(&hashes, "hash", false, "read everything and compare it with the hashes that the hub stated")
	return cmd
}

// locate finds a model: a path, or a name in the cache with its parts. What lies under it may be given.
func locate(name string, under family.Folders) (family.Folders, []*hub.Snapshot, error) {
	if _, err := os.Stat(name); err == nil {
		f, err := family.Find(name)
		if errors.Is(err, family.ErrUnknown) {
			return family.Folders{Model: name}, nil, nil // a list of what it holds says something, too
		}
		if under.Language != "" {
			f.Language = under.Language
		}
		if under.Vision != "" {
			f.Vision = under.Vision
		}
		return f, nil, err
	}
	c, err := hub.New()
	if err != nil {
		return family.Folders{}, nil, err
	}
	p, err := family.Lookup(name)
	if err != nil {
		s, missing := c.Cached(name, "")
		if missing != nil {
			return family.Folders{}, nil, fmt.Errorf("%w; %w", missing, err)
		}
		f, err := family.Find(s.Dir)
		if errors.Is(err, family.ErrUnknown) {
			return family.Folders{Model: s.Dir}, []*hub.Snapshot{s}, nil
		}
		return f, []*hub.Snapshot{s}, err
	}
	var dirs []string
	var all []*hub.Snapshot
	given := []string{"", under.Language, under.Vision}
	for i, part := range p.Parts() {
		if given[i] != "" {
			dirs = append(dirs, given[i])
			continue
		}
		s, err := c.Cached(part, "")
		if err != nil {
			return family.Folders{}, nil, err
		}
		dirs, all = append(dirs, s.Dir), append(all, s)
	}
	f, err := p.In(dirs...)
	return f, all, err
}

func verify(cmd *cobra.Command, snapshots []*hub.Snapshot) error {
	if len(snapshots) == 0 {
		return errors.New("only files of the cache have a hash to compare with; leave out --hash")
	}
	c, err := hub.New()
	if err != nil {
		return err
	}
	for _, s := range snapshots {
		damaged, err := c.Verify(cmd.Context(), s)
		if err != nil {
			return err
		}
		if len(damaged) > 0 {
			return fmt.Errorf("%s: the content of %q is not what was downloaded; `wade models rm %s` and pull it again", s.Repo, damaged, s.Repo)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s: %d files are as they were published\n", s.Repo, len(s.Files))
	}
	return nil
}

// check prints the manifest of a model.
func check(w io.Writer, f family.Folders) error {
	for _, part := range []struct{ what, path string }{{"model", f.Model}, {"language", f.Language}, {"vision", f.Vision}} {
		if part.path == "" {
			continue
		}
		if err := printFiles(w, part.what, part.path); err != nil {
			return err
		}
	}
	if f.Kind == "" {
		_, err := fmt.Fprintln(w, "no model of a known family: nothing to compare with")
		return err
	}
	m, err := family.Read(f)
	if m == nil {
		return err
	}
	c := m.Config
	fmt.Fprintf(w, "configuration: %s; pictures of %d, %d vision layers of %d; %d resampler layers; %d gated blocks; %d language layers of %d, %d tokens\n",
		m.Kind, c.ViT.Image, c.ViT.Layers, c.ViT.Width, c.Resampler.Layers, len(c.GatedLayers()), c.LM.Layers, c.LM.Width, c.LM.Vocab)
	fmt.Fprintln(w, m.Report)
	if err != nil {
		return &toldError{err}
	}
	_, err = fmt.Fprintln(w, "ok")
	return err
}

// printFiles lists the files of weights of one part, with what is in them.
func printFiles(w io.Writer, what, path string) error {
	c, err := checkpoint.Open(path)
	if err != nil {
		return err
	}
	tensors, bytes := map[string]int{}, map[string]int64{}
	types := map[string][]string{}
	for _, name := range c.Names() {
		info, err := c.Info(name)
		if err != nil {
			return err
		}
		tensors[info.File]++
		bytes[info.File] += info.Bytes()
		if !slices.Contains(types[info.File], info.DType) {
			types[info.File] = append(types[info.File], info.DType)
		}
	}
	fmt.Fprintf(w, "%s: %s, %s\n", what, path, c.Format())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, file := range c.Files() {
		slices.Sort(types[file])
		fmt.Fprintf(t, "  %s\t%d tensors\t%s\t%v\n", filepath.Base(file), tensors[file], hub.Bytes(bytes[file]), types[file])
	}
	return t.Flush()
}

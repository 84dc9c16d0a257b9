package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wade/kernel/internal/kernelspec"
)

// displayName is how launchers call the kernel.
const displayName = "Go (wade)"

type installFlags struct {
	user, sysPrefix bool
	prefix          string
	name, display   string
	env             []string
	check           bool
}

func newInstall() *cobra.Command {
	var f installFlags
	cmd := &cobra.Command{
		Use:   "install",
		Short: "add the kernel to Jupyter",
		Long: `Write the description of this kernel where Jupyter looks for it, and check that it
starts. Run it again after you have moved the executable.`,
		Example: `  wade install                 for the current user
  wade install --sys-prefix    into the active Python environment
  wade install --prefix /usr/local
  wade install --env WADE_BACKEND=reference`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			folder, err := install(cmd.Context(), f)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "installed", folder)
			if !f.check {
				return nil
			}
			banner, err := kernelspec.Check(cmd.Context(), folder)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "checked: it answers as", banner)
			return nil
		},
	}
	fs := cmd.Flags()
	fs.BoolVar(&f.user, "user", false, "for the current user (this is the default)")
	fs.StringVar(&f.prefix, "prefix", "", "into `FOLDER`/share/jupyter/kernels")
	fs.BoolVar(&f.sysPrefix, "sys-prefix", false, "into the active Python environment")
	fs.StringVar(&f.name, "name", "wade", "name of the kernel, which notebooks remember")
	fs.StringVar(&f.display, "display-name", displayName, "name in the launcher")
	fs.StringArrayVar(&f.env, "env", nil, "variable for the kernel, as `NAME=VALUE`; may be given several times")
	fs.BoolVar(&f.check, "check", true, "start the kernel once and ask who it is")
	cmd.MarkFlagsMutuallyExclusive("user", "prefix", "sys-prefix")
	return cmd
}

func install(ctx context.Context, f installFlags) (folder string, err error) {
	env := map[string]string{}
	for _, kv := range f.env {
		name, value, ok := strings.Cut(kv, "=")
		if !ok || name == "" {
			return "", fmt.Errorf("--env %q: want NAME=VALUE", kv)
		}
		env[name] = value
	}
	exe, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the own executable: %w", err)
	}
	if strings.Contains(exe, string(filepath.Separator)+"go-build") {
		return "", errors.New("this executable is a temporary one of \"go run\": build it to a place where it can stay")
	}
	dir := ""
	switch {
	case f.prefix != "":
		dir, err = kernelspec.PrefixDir(f.prefix)
	case f.sysPrefix:
		var prefix string
		if prefix, err = kernelspec.SysPrefix(ctx); err == nil {
			dir, err = kernelspec.PrefixDir(prefix)
		}
	default:
		dir, err = kernelspec.UserDir()
	}
	if err != nil {
		return "", err
	}
	return kernelspec.New(exe, f.display, env).Install(dir, f.name)
}

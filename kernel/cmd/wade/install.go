package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wade/kernel/internal/kernelspec"
)

// displayName is how launchers call the kernel.
const displayName = "Go (wade)"

// A place says which of the folders of Jupyter is meant.
type place struct {
	user, system, sysPrefix bool
	prefix                  string
}

func (p *place) flags(cmd *cobra.Command) *pflag.FlagSet {
	fs := cmd.Flags()
	fs.BoolVar(&p.user, "user", false, "of the current user (this is the default)")
	fs.BoolVar(&p.system, "system", false, "of everybody on this machine")
	fs.BoolVar(&p.sysPrefix, "sys-prefix", false, "of the active Python environment")
	fs.StringVar(&p.prefix, "prefix", "", "of an installation in `FOLDER`: FOLDER/share/jupyter/kernels")
	cmd.MarkFlagsMutuallyExclusive("user", "system", "prefix", "sys-prefix")
	return fs
}

// dir returns the folder with kernels.
func (p *place) dir(ctx context.Context) (string, error) {
	if p.prefix != "" {
		return kernelspec.PrefixDir(p.prefix)
	}
	if p.sysPrefix {
		prefix, err := kernelspec.SysPrefix(ctx)
		if err != nil {
			return "", err
		}
		return kernelspec.PrefixDir(prefix)
	}
	host, err := kernelspec.ThisHost()
	if err != nil {
		return "", err
	}
	if p.system {
		return host.SystemDir()
	}
	return host.UserDir(), nil
}

type installFlags struct {
	place
	name, display string
	env, passEnv  []string
	check, list   bool
}

func newInstall() *cobra.Command {
	var f installFlags
	cmd := &cobra.Command{
		Use:   "install",
		Short: "add the kernel to Jupyter",
		Long: `Write the description of this kernel where Jupyter looks for it, and check that the
kernel starts and runs a cell. Run it again after you have moved the executable.`,
		Example: `  wade install                 for the current user
  wade install --sys-prefix    into the active Python environment
  wade install --system        for everybody on this machine
  wade install --prefix /usr/local
  wade install --name wade-slow --display-name "Go (reference)" --env WADE_BACKEND=reference
  wade install --list          what is installed, and where`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.list {
				return listKernels(cmd, &f.place)
			}
			return install(cmd, f)
		},
	}
	fs := f.flags(cmd)
	fs.StringVar(&f.name, "name", "wade", "name of the kernel, which notebooks remember")
	fs.StringVar(&f.display, "display-name", displayName, "name in the launcher")
	fs.StringArrayVar(&f.env, "env", nil, "variable for the kernel, as `NAME=VALUE`; may be given several times")
	fs.StringSliceVar(&f.passEnv, "pass-env", nil, "`NAME` of a variable that cells may see though it looks like a secret")
	fs.BoolVar(&f.check, "check", true, "start the kernel once and run a cell")
	fs.BoolVar(&f.list, "list", false, "show what is installed instead")
	return cmd
}

func install(cmd *cobra.Command, f installFlags) error {
	env := map[string]string{}
	for _, kv := range f.env {
		name, value, ok := strings.Cut(kv, "=")
		if !ok || name == "" {
			return fmt.Errorf("--env %q: want NAME=VALUE", kv)
		}
		env[name] = value
	}
	exe, doubt, err := ownPath()
	if err != nil {
		return err
	}
	dir, err := f.dir(cmd.Context())
	if err != nil {
		return err
	}
	var arguments []string
	for _, name := range f.passEnv {
		arguments = append(arguments, "--pass-env", name)
	}
	folder, err := kernelspec.New(exe, f.display, env, arguments...).Install(dir, f.name)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprintln(out, "installed", folder)
	if doubt != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "warning:", doubt)
	}
	if !f.check {
		return nil
	}
	a, err := kernelspec.Check(cmd.Context(), folder)
	if err != nil {
		return fmt.Errorf("%w\n\"wade doctor\" looks into it", err)
	}
	fmt.Fprintf(out, "checked: it answers as %q, first result after %d ms\n", a.Banner, a.First.Round(time.Millisecond).Milliseconds())
	return nil
}

func newUninstall() *cobra.Command {
	var p place
	var name string
	cmd := &cobra.Command{
		Use:   "uninstall",
		Short: "take the kernel out of Jupyter",
		Long: `Delete the folder that "wade install" wrote, with the same flags for where it is. The
executable and notebooks stay. Kernels of other programs are not touched.`,
		Example: `  wade uninstall
  wade uninstall --sys-prefix --name wade-slow`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := p.dir(cmd.Context())
			if err != nil {
				return err
			}
			folder, err := kernelspec.Remove(dir, name)
			if err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), "removed", folder)
			}
			return err
		},
	}
	p.flags(cmd).StringVar(&name, "name", "wade", "name of the kernel")
	return cmd
}

// listKernels prints every spec of this kernel in the folders of Jupyter and in
// the one that the flags name.
func listKernels(cmd *cobra.Command, p *place) error {
	host, err := kernelspec.ThisHost()
	if err != nil {
		return err
	}
	dir, err := p.dir(cmd.Context())
	if err != nil {
		return err
	}
	dirs := host.SearchPath()
	if !slices.Contains(dirs, dir) {
		dirs = append(dirs, dir)
	}
	found := kernelspec.List(dirs)
	if len(found) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "not installed: \"wade install\" does it. Looked in:\n  "+strings.Join(dirs, "\n  "))
		return nil
	}
	t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "NAME\tDISPLAY NAME\tPROGRAM\tVARIABLES\tFOLDER")
	for _, k := range found {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", k.Name, k.Spec.DisplayName, k.Spec.Argv[0], orNone(slices.Sorted(maps.Keys(k.Spec.Env))), k.Folder)
	}
	return t.Flush()
}

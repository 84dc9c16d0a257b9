package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wade/kernel/internal/launch"
)

// launchTries is how often ports are chosen anew when others took them.
const launchTries = 3

func newLaunch() *cobra.Command {
	var opt launch.Options
	var k kernelRun
	cmd := &cobra.Command{
		Use:   "launch --kernel-id ID --response-address HOST:PORT --public-key KEY",
		Short: "serve one notebook for Jupyter Enterprise Gateway (started by it)",
		Long: `Choose ports, tell the gateway where they are, encrypted with its key, and serve
the Jupyter protocol there until the gateway or a front end asks for the end.
The sockets listen on all addresses, as the gateway needs it: run it in networks
that you trust.`,
		Args:               cobra.ArbitraryArgs, // what the gateway adds for other languages is passed over
		FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true},
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			l, err := launch.New(opt)
			if err != nil {
				return err
			}
			ctx, end := context.WithCancel(cmd.Context())
			defer end()
			announced := false
			for range launchTries {
				connection, e := l.Connection()
				if e != nil {
					return e
				}
				err = k.serve(ctx, connection, func(interrupt func() error) error {
					announced = true
					go l.Obey(ctx, func() { _ = interrupt() }, end)
					return l.Announce(ctx, connection)
				})
				if announced {
					break
				}
			}
			return err
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&opt.KernelID, "kernel-id", "", "the kernel, as the gateway knows it")
	fs.StringVar(&opt.Response, "response-address", "", "`HOST:PORT` of the gateway that waits for the answer")
	fs.StringVar(&opt.PublicKey, "public-key", "", "`KEY` of the gateway, RSA, as base64")
	fs.StringVar(&opt.PortRange, "port-range", "", "`FIRST..LAST` of ports to use")
	k.flags(fs)
	fs.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		return pflag.NormalizedName(strings.TrimPrefix(name, "RemoteProcessProxy."))
	})
	return cmd
}

package main

import (
	"github.com/spf13/cobra"

	"wade/kernel/internal/session"
)

func newSession() *cobra.Command {
	return &cobra.Command{
		Use:    "session",
		Short:  "run cells for a kernel (started by it)",
		Hidden: true,
		Args:   cobra.NoArgs,
		Run:    func(*cobra.Command, []string) { session.Main() },
	}
}

//go:build unix

package magic

import (
	"os"
	"os/exec"
	"syscall"
)

// lead makes a program the leader of a process group of its own.
func lead(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(cmd.SysProcAttr)
}

// end asks the process group of a program to end, or kills it.
func end(p *os.Process, kill bool) {
	signal := syscall.SIGINT
	if kill {
		signal = syscall.SIGKILL
	}
	_ = syscall.Kill(-p.Pid, signal)
}

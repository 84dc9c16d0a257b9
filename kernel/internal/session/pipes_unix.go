//go:build unix

package session

import (
	"os"
	"os/exec"
	"syscall"

	"wade/kernel/internal/magic"

	"golang.org/x/sys/unix"
)

// passPipes hands the child its ends of the two message pipes, as fd 3 and 4,
// and makes it the leader of a process group of its own, so that a Ctrl-C in
// the terminal does not reach it and a kill reaches what it started.
func passPipes(cmd *exec.Cmd, in, out *os.File) error {
	cmd.ExtraFiles = []*os.File{in, out}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return nil
}

// takePipes returns what passPipes passed. Programs that cells start must not
// inherit these ends.
func takePipes() (in, out *os.File, err error) {
	syscall.CloseOnExec(3)
	syscall.CloseOnExec(4)
	return os.NewFile(3, "session-in"), os.NewFile(4, "session-out"), nil
}

// keep returns a private duplicate of f, which works after a cell closed f.
func keep(f *os.File) *os.File {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return f
	}
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), f.Name())
}

// again returns a file for descriptor fd, which writes to where f does.
func again(f *os.File, fd int) *os.File {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if unix.Dup2(int(f.Fd()), fd) != nil {
		return nil
	}
	return os.NewFile(uintptr(fd), f.Name())
}

// killGroup ends the child and everything in its process group.
func killGroup(p *os.Process) {
	if syscall.Kill(-p.Pid, syscall.SIGKILL) != nil {
		_ = p.Kill()
	}
}

// killOwnGroup ends this process and what it started.
func killOwnGroup() {
	magic.KillAll()
	if syscall.Getpgrp() == os.Getpid() {
		_ = syscall.Kill(0, syscall.SIGKILL)
	}
	os.Exit(1)
}

package session

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"wade/kernel/internal/magic"
)

// pipesVar carries the handles of the two message pipes: Windows has no
// numbered descriptors to inherit.
const pipesVar = "WADE_SESSION_PIPES"

func passPipes(cmd *exec.Cmd, in, out *os.File) error {
	handles := []syscall.Handle{syscall.Handle(in.Fd()), syscall.Handle(out.Fd())}
	for _, h := range handles {
		if err := syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT); err != nil {
			return fmt.Errorf("session: pass pipe: %w", err)
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		AdditionalInheritedHandles: handles,
		CreationFlags:              syscall.CREATE_NEW_PROCESS_GROUP,
	}
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%d,%d", pipesVar, handles[0], handles[1]))
	return nil
}

func takePipes() (in, out *os.File, err error) {
	a, b, ok := strings.Cut(os.Getenv(pipesVar), ",")
	x, errX := strconv.ParseUint(a, 10, 64)
	y, errY := strconv.ParseUint(b, 10, 64)
	if !ok || errX != nil || errY != nil {
		return nil, nil, fmt.Errorf("session: no pipes in %s: this command is started by the kernel", pipesVar)
	}
	_ = os.Unsetenv(pipesVar)
	return os.NewFile(uintptr(x), "session-in"), os.NewFile(uintptr(y), "session-out"), nil
}

// again returns nothing: descriptors have no numbers here.
func again(*os.File, int) *os.File { return nil }

func keep(f *os.File) *os.File { return f }

func killGroup(p *os.Process) { _ = p.Kill() }

func killOwnGroup() {
	magic.KillAll()
	os.Exit(1)
}

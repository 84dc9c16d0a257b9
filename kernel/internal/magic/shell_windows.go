package magic

import (
	"os"
	"os/exec"
	"syscall"
)

func lead(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

func end(p *os.Process, _ bool) { _ = p.Kill() }

package resident

import (
	"bufio"
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
	"syscall"
)

// A mapping is one range of addresses of the process.
type mapping struct {
	from, to  uintptr
	perms     string
	file      string // device and inode
	anonymous int    // kB that were written to, and are not in the file
}

// dropProgram unmaps the pages of the code and the constants of the program. They are read from its file when they are
// needed again, so nothing that was written to may be among them: where there is such a page, as after relocation,
// the mapping stays as it is.
func dropProgram() {
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }()
	for _, m := range droppable(readMappings(f), reflect.ValueOf(dropProgram).Pointer()) {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, m.from, m.to-m.from, syscall.MADV_DONTNEED)
	}
}

// droppable returns the mappings of the file that holds the code at an address which are as they are in that file.
func droppable(all []mapping, code uintptr) (out []mapping) {
	file := ""
	for _, m := range all {
		if m.from <= code && code < m.to {
			file = m.file
		}
	}
	for _, m := range all {
		if m.file == file && strings.HasPrefix(m.perms, "r-") && strings.HasSuffix(m.perms, "p") && m.anonymous == 0 && !strings.HasSuffix(file, " 0") {
			out = append(out, m)
		}
	}
	return out
}

// readMappings reads what the kernel tells in the form of /proc/PID/smaps.
func readMappings(r io.Reader) (out []mapping) {
	s := bufio.NewScanner(r)
	for s.Scan() {
		f := strings.Fields(s.Text())
		if len(f) < 2 {
			continue
		}
		if f[0] == "Anonymous:" && len(out) > 0 {
			if n, err := strconv.Atoi(f[1]); err == nil {
				out[len(out)-1].anonymous = n
			}
			continue
		}
		from, to, ok := strings.Cut(f[0], "-")
		if !ok || len(f) < 5 {
			continue
		}
		a, err1 := strconv.ParseUint(from, 16, 64)
		b, err2 := strconv.ParseUint(to, 16, 64)
		if err1 != nil || err2 != nil {
			continue
		}
		// Until the kernel says otherwise, assume that the mapping was written to.
		out = append(out, mapping{uintptr(a), uintptr(b), f[1], f[3] + " " + f[4], -1})
	}
	return out
}

package server

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of processor times in /proc, which is 10 ms on every machine.
const tick = 10 * time.Millisecond

// measure looks at a process and all that it started.
func measure(pid int) (s sample, ok bool) {
	type process struct {
		parent int
		time   time.Duration
	}
	list := map[int]process{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		// The name of the program stands in brackets and may hold anything.
		text := string(raw[strings.LastIndexByte(string(raw), ')')+1:])
		f := strings.Fields(text)
		if len(f) < 14 {
			continue
		}
		id, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		list[id] = process{int(number(f[1])), time.Duration(number(f[11])+number(f[12])) * tick}
	}
	if _, ok := list[pid]; !ok {
		return s, false
	}
	s.at = time.Now()
	for id := range list {
		up := id
		for range 64 { // a chain of parents is not longer, and may change while it is read
			if up == pid || up <= 1 {
				break
			}
			up = list[up].parent
		}
		if up == pid {
			s.kernel += list[id].time
			s.memory += resident(id)
		}
	}
	if raw, err := os.ReadFile("/proc/stat"); err == nil {
		line, _, _ := strings.Cut(string(raw), "\n")
		for i, f := range strings.Fields(line) {
			if i < 1 || i > 8 {
				continue
			}
			t := time.Duration(number(f)) * tick
			s.all += t
			if i != 4 && i != 5 { // idle, and waiting for disks
				s.busy += t
			}
		}
	}
	if raw, err := os.ReadFile("/proc/meminfo"); err == nil {
		s.total, s.available = field(string(raw), "MemTotal:"), field(string(raw), "MemAvailable:")
	}
	return s, true
}

// resident returns the memory of a process in bytes; of pages that several
// processes have it counts a share, where the system tells.
func resident(pid int) int64 {
	dir := filepath.Join("/proc", strconv.Itoa(pid))
	if raw, err := os.ReadFile(filepath.Join(dir, "smaps_rollup")); err == nil {
		if n := field(string(raw), "Pss:"); n > 0 {
			return n
		}
	}
	raw, _ := os.ReadFile(filepath.Join(dir, "status"))
	return field(string(raw), "VmRSS:")
}

// field returns the number, in kB there and in bytes here, behind a name at the beginning of a line.
func field(text, name string) int64 {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			if f := strings.Fields(rest); len(f) > 0 {
				return number(f[0]) << 10
			}
		}
	}
	return 0
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

package host

import (
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/cpu"
)

// Machine is what a backend has to work with.
type Machine struct {
	System    string   `json:"system"`              // "linux/amd64"
	Processor string   `json:"processor,omitempty"` // as it names itself, where the system tells
	Cores     int      `json:"cores"`               // that this process may use
	Memory    int64    `json:"memory,omitempty"`    // bytes, where the system tells
	Features  []string `json:"features"`            // instruction sets that kernels care about
}

func machine() Machine {
	m := Machine{System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(), Features: []string{}}
	m.Processor = procField("/proc/cpuinfo", "model name")
	if kib, err := strconv.ParseInt(strings.TrimSuffix(procField("/proc/meminfo", "MemTotal"), " kB"), 10, 64); err == nil {
		m.Memory = kib << 10
	}
	for _, f := range []struct {
		name string
		has  bool
	}{
		{"avx2", cpu.X86.HasAVX2}, {"fma", cpu.X86.HasFMA}, {"avx512f", cpu.X86.HasAVX512F}, {"avx512bw", cpu.X86.HasAVX512BW},
		{"avx512-vnni", cpu.X86.HasAVX512VNNI}, {"avx512-bf16", cpu.X86.HasAVX512BF16}, {"amx-tile", cpu.X86.HasAMXTile},
		{"amx-int8", cpu.X86.HasAMXInt8}, {"amx-bf16", cpu.X86.HasAMXBF16},
		{"neon", cpu.ARM64.HasASIMD}, {"dotprod", cpu.ARM64.HasASIMDDP}, {"sve", cpu.ARM64.HasSVE},
	} {
		if f.has {
			m.Features = append(m.Features, f.name)
		}
	}
	return m
}

// procField reads a "name : value" line of a file of Linux; elsewhere there is none.
func procField(file, name string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

package cpu

import (
	"bufio"
	"os"
	"runtime"
	"slices"
	"strings"
)

// Model is the name of the processor, or its architecture where the system does not tell.
func Model() string {
	if m := cpuinfo()["model name"]; m != "" {
		return strings.Join(strings.Fields(m), " ")
	}
	return runtime.GOARCH
}

// telling are the features that decide which kernels can run now or could be written.
var telling = []string{"sse4_2", "avx", "avx2", "fma", "f16c", "avx_vnni", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "asimd", "asimddp", "bf16", "i8mm", "sve"}

// Features lists those features of the processor that matter to kernels, as the system names them.
func Features() []string {
	info := cpuinfo()
	have := strings.Fields(info["flags"] + " " + info["Features"])
	var out []string
	for _, f := range telling {
		if slices.Contains(have, f) {
			out = append(out, f)
		}
	}
	return out
}

// cpuinfo is what the system tells of the first processor.
func cpuinfo() map[string]string {
	out := map[string]string{}
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return out
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() && lines.Text() != "" {
		name, value, _ := strings.Cut(lines.Text(), ":")
		out[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return out
}

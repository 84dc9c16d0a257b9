package cpu

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// cores is how many threads pay: the cores of the affinity mask (two hardware threads of one core count once), but not
// more than the quota of the control group.
func cores() int {
	n := runtime.NumCPU() // the size of the affinity mask
	if c := physical("/"); c > 0 && c < n {
		n = c
	}
	if q := quota("/"); q > 0 && q < n {
		n = q
	}
	return n
}

// physical counts the cores of the CPUs that the process may use, 0 if the system does not say.
func physical(root string) int {
	seen := map[string]bool{}
	for _, cpu := range allowed(root) {
		dir := filepath.Join(root, "sys/devices/system/cpu", "cpu"+strconv.Itoa(cpu), "topology")
		pkg, err1 := os.ReadFile(filepath.Join(dir, "physical_package_id"))
		core, err2 := os.ReadFile(filepath.Join(dir, "core_id"))
		if err1 != nil || err2 != nil {
			return 0
		}
		seen[string(pkg)+string(core)] = true
	}
	return len(seen)
}

// allowed is the affinity mask of the process.
func allowed(root string) []int {
	status, err := os.ReadFile(filepath.Join(root, "proc/self/status"))
	if err != nil {
		return nil
	}
	_, list, _ := strings.Cut(string(status), "Cpus_allowed_list:")
	list, _, _ = strings.Cut(list, "\n")
	var out []int
	for part := range strings.SplitSeq(strings.TrimSpace(list), ",") {
		from, to, ranged := strings.Cut(part, "-")
		if !ranged {
			to = from
		}
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || b-a > 1<<16 {
			return nil
		}
		for ; a <= b; a++ {
			out = append(out, a)
		}
	}
	return out
}

// quota is the processor time that the control groups of the process allow, in whole CPUs and at least 1; 0 means no limit.
func quota(root string) int {
	least := 0
	limit := func(quota, period string) {
		q, err1 := strconv.ParseFloat(quota, 64)
		p, err2 := strconv.ParseFloat(period, 64)
		if err1 != nil || err2 != nil || q <= 0 || p <= 0 {
			return
		}
		if n := max(1, int(q/p)); least == 0 || n < least {
			least = n
		}
	}
	groups, _ := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	for line := range strings.Lines(string(groups)) {
		f := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(f) != 3 {
			continue
		}
		v1 := strings.Contains(","+f[1]+",", ",cpu,")
		if !v1 && f[0] != "0" {
			continue
		}
		for path := filepath.Clean("/" + f[2]); ; path = filepath.Dir(path) {
			if v1 {
				dir := filepath.Join(root, "sys/fs/cgroup/cpu", path)
				q, _ := os.ReadFile(filepath.Join(dir, "cpu.cfs_quota_us"))
				p, _ := os.ReadFile(filepath.Join(dir, "cpu.cfs_period_us"))
				limit(strings.TrimSpace(string(q)), strings.TrimSpace(string(p)))
			} else if b, err := os.ReadFile(filepath.Join(root, "sys/fs/cgroup", path, "cpu.max")); err == nil {
				if q := strings.Fields(string(b)); len(q) == 2 {
					limit(q[0], q[1])
				}
			}
			if path == "/" {
				break
			}
		}
	}
	return least
}

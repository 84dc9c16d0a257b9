package host

import (
	"slices"
	"strings"
)

// passed are the variables that a plugin gets, and passedPrefixes their families: what programs need to run at all, and
// what steers threads and devices. The rest stays here, tokens above all.
var passed = []string{
	"PATH", "HOME", "TMPDIR", "TZ", "LANG", "LANGUAGE",
	"GOMAXPROCS", "GOMEMLIMIT", "GODEBUG", "OMP_NUM_THREADS", "OMP_PROC_BIND", "OMP_PLACES",
	"LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER",
	"WADE_CACHE", "XDG_CACHE_HOME",
	"SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA",
}

var passedPrefixes = []string{"LC_"}

// environment picks what the plugin called name may see: besides passed, every WADE_<NAME>_ variable.
func environment(name string, all []string) []string {
	own := "WADE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_")) + "_"
	var env []string
	for _, kv := range all {
		key, _, _ := strings.Cut(kv, "=")
		if slices.Contains(passed, strings.ToUpper(key)) ||
			slices.ContainsFunc(append(passedPrefixes, own), func(p string) bool { return strings.HasPrefix(key, p) }) {
			env = append(env, kv)
		}
	}
	return env
}

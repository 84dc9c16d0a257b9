package resident

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

const smaps = `00400000-00401000 r--p 00000000 fe:00 77                                 /bin/wade
Anonymous:             0 kB
00401000-00500000 r-xp 00001000 fe:00 77                                 /bin/wade
Size:               1020 kB
Rss:                 900 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me
00500000-00600000 r--p 00100000 fe:00 77                                 /bin/wade
Anonymous:             4 kB
00600000-00700000 rw-p 00200000 fe:00 77                                 /bin/wade
Anonymous:             0 kB
00700000-00800000 r--s 00200000 fe:00 77                                 /bin/wade
Anonymous:             0 kB
00800000-00900000 r--p 00300000 fe:00 77                                 /bin/wade
c000000000-c000400000 rw-p 00000000 00:00 0
Anonymous:          2000 kB
7f0000000000-7f0000100000 r-xp 00000000 fe:00 78                         /lib/libc.so.6
Anonymous:             0 kB
`

func TestOnlyCleanPagesOfTheProgramAreDropped(t *testing.T) {
	all := readMappings(strings.NewReader(smaps))
	if len(all) != 8 {
		t.Fatalf("%d mappings", len(all))
	}
	var got [][2]uintptr
	for _, m := range droppable(all, 0x401010) {
		got = append(got, [2]uintptr{m.from, m.to})
	}
	if want := [][2]uintptr{{0x400000, 0x401000}, {0x401000, 0x500000}}; !reflect.DeepEqual(got, want) {
		t.Errorf("dropped %x, want %x", got, want)
	}
	if got := droppable(all, 0xc000000010); len(got) != 0 {
		t.Errorf("code outside a file: dropped %v", got)
	}
}

// The process goes on as before, constants and code included.
func TestTrim(t *testing.T) {
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip("no smaps here:", err)
	}
	defer f.Close()
	if len(droppable(readMappings(f), reflect.ValueOf(dropProgram).Pointer())) == 0 {
		t.Log("this program is relocated: nothing can be dropped")
	}
	before := strings.Repeat(smaps, 3)
	for range 5 {
		trims = 0
		trim()
	}
	if strings.Repeat(smaps, 3) != before || len(readMappings(strings.NewReader(smaps))) != 8 {
		t.Error("constants changed")
	}
}

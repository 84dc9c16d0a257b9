package checkpoint

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// damaged is a file that must be refused.
type damaged struct {
	what string
	name string // of the file; "" for model.bin
	data []byte
	want error  // ErrFormat or ErrRefused
	says string // a part of the error
}

// TestDamagedFiles opens some hundreds of damaged and malicious files. Each gives an error that says what is wrong, and costs
// memory only in proportion to what it is.
func TestDamagedFiles(t *testing.T) {
	var all []damaged
	for _, more := range [][]damaged{damagedSafetensors(), damagedZips(), damagedPickles(), damagedLegacy(), calling(), bombs(), damagedIndices(), cutShort(t), flipped(t)} {
		all = append(all, more...)
	}
	if len(all) < 300 {
		t.Errorf("%d files, want at least 300: docs/models.md says so", len(all))
	}
	home := t.TempDir()
	dir := filepath.Join(home, "model")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, d := range all {
		if seen[d.what] {
			t.Errorf("two files are called %q", d.what)
		}
		seen[d.what] = true
		if d.name == "" {
			d.name = "model.bin"
		}
		path := filepath.Join(dir, d.name)
		if err := os.WriteFile(path, d.data, 0o600); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := Open(path)
		runtime.ReadMemStats(&after)
		used := after.TotalAlloc - before.TotalAlloc
		if most := uint64(1<<20 + 100*len(d.data)); used > most {
			t.Errorf("%s: %d bytes were allocated for a file of %d", d.what, used, len(d.data))
		}
		switch {
		case err == nil:
			t.Errorf("%s: opened, with tensors %q", d.what, f.Names())
		case !errors.Is(err, d.want):
			t.Errorf("%s: error %v, want %q", d.what, err, d.want)
		case !strings.Contains(err.Error(), d.says) || !strings.Contains(err.Error(), path) || len(err.Error()) > 1500:
			t.Errorf("%s: error %.1500q should name the file and say %q", d.what, err, d.says)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	left := 0
	_ = filepath.WalkDir(home, func(string, fs.DirEntry, error) error { left++; return nil })
	if left != 2 {
		t.Errorf("%d files and folders are left, want the two that were made", left)
	}
}

func damagedSafetensors() (out []damaged) {
	data := make([]byte, 64)
	add := func(what, says, header string) {
		out = append(out, damaged{what: "safetensors: " + what, data: safe(header, data), want: ErrFormat, says: says})
	}
	tensor := func(dtype, shape string, from, to int) string {
		return fmt.Sprintf(`"w":{"dtype":%q,"shape":%s,"data_offsets":[%d,%d]}`, dtype, shape, from, to)
	}
	add("another type", "unknown type", "{"+tensor("F33", "[16]", 0, 64)+"}")
	add("no type", "unknown type", `{"w":{"shape":[16],"data_offsets":[0,64]}}`)
	add("no shape", "want dtype", `{"w":{"dtype":"F32","data_offsets":[0,64]}}`)
	add("no offsets", "want dtype", `{"w":{"dtype":"F32","shape":[16]}}`)
	add("one offset", "want dtype", `{"w":{"dtype":"F32","shape":[16],"data_offsets":[64]}}`)
	add("three offsets", "want dtype", `{"w":{"dtype":"F32","shape":[16],"data_offsets":[0,64,64]}}`)
	add("wrong shape", "takes 60 bytes", "{"+tensor("F32", "[15]", 0, 64)+"}")
	add("negative size", "negative", "{"+tensor("F32", "[-16]", 0, 64)+"}")
	add("two negative sizes", "negative", "{"+tensor("F32", "[-4,-4]", 0, 64)+"}")
	add("huge size", "too large", "{"+tensor("F32", "[4611686018427387904]", 0, 64)+"}")
	add("sizes that overflow to 64", "too large", "{"+tensor("F32", "[4294967296,4294967296,16]", 0, 64)+"}")
	add("size beyond 64 bits", "shape", "{"+tensor("F32", "[99999999999999999999]", 0, 64)+"}")
	add("a fraction as size", "shape", "{"+tensor("F32", "[16.5]", 0, 64)+"}")
	add("text as size", "shape", "{"+tensor("F32", `["16"]`, 0, 64)+"}")
	add("many axes", "axes", "{"+tensor("F32", "[16,1,1,1,1,1,1,1,1]", 0, 64)+"}")
	add("behind the end", "outside", "{"+tensor("F32", "[32]", 0, 128)+"}")
	add("far behind the end", "outside", `{"w":{"dtype":"F32","shape":[16],"data_offsets":[9223372036854775743,9223372036854775807]}}`)
	add("before the start", "outside", "{"+tensor("F32", "[16]", -64, 0)+"}")
	add("backwards", "outside", "{"+tensor("F32", "[16]", 64, 0)+"}")
	add("a gap", "belong to nothing", "{"+tensor("F32", "[8]", 32, 64)+"}")
	add("a rest", "belong to nothing", "{"+tensor("F32", "[8]", 0, 32)+"}")
	add("overlap", "shares bytes", "{"+tensor("F32", "[16]", 0, 64)+`,"v":{"dtype":"F32","shape":[8],"data_offsets":[32,64]}}`)
	add("the same bytes twice", "shares bytes", "{"+tensor("F32", "[16]", 0, 64)+`,"v":{"dtype":"F32","shape":[16],"data_offsets":[0,64]}}`)
	add("one name twice", "twice", "{"+tensor("F32", "[16]", 0, 64)+","+tensor("F32", "[16]", 0, 64)+"}")
	add("a list", "object", "{"+`"w":[]}`)
	add("null", "object", `{"w":null}`)
	add("metadata of numbers", "not a string", `{"__metadata__":{"a":1},`+tensor("F32", "[16]", 0, 64)+"}")
	add("a name that clears the screen", "named", `{"\u001b[2Jw":{"dtype":"F32","shape":[16],"data_offsets":[0,64]}}`)
	add("a name of many bytes", "named", `{"`+strings.Repeat("n", 2000)+`":{"dtype":"F32","shape":[16],"data_offsets":[0,64]}}`)
	add("open end", "header", "{"+tensor("F32", "[16]", 0, 64))
	add("something behind", "follows", "{"+tensor("F32", "[16]", 0, 64)+"}{}")
	add("deep", "header", "{"+`"w":`+strings.Repeat("[", 20000)+"}")
	add("no JSON", "header", "{ this is no JSON at all")
	add("unused key, deep", "header", `{"w":{"x":`+strings.Repeat("[", 20000)+"}}")
	whole := safe("{"+tensor("F32", "[16]", 0, 64)+"}", data)
	for what, n := range map[string]uint64{"length 0": 0, "length of 1": 1, "length beyond the file": 1 << 20, "length beyond the limit": 1 << 40, "length of -1": math.MaxUint64} {
		b := bytes.Clone(whole)
		binary.LittleEndian.PutUint64(b, n)
		out = append(out, damaged{what: "safetensors: " + what, data: b, want: ErrFormat})
	}
	return out
}

var floats = make([]byte, 64) // sixteen

func damagedZips() (out []damaged) {
	good := one("FloatStorage", "0", 16, 0, []int64{4, 4}, []int64{4, 1})
	add := func(what, says string, b []byte) {
		out = append(out, damaged{what: "zip: " + what, data: b, want: ErrFormat, says: says})
	}
	fresh := func() *zipped { return torchZip(good, floats) }
	with := func(f func(z *zipped)) []byte { z := fresh(); f(z); return z.bytes() }
	add("no pickle", "data.pkl", (&zipped{}).add("archive/data/0", floats).bytes())
	add("empty", "data.pkl", (&zipped{}).bytes())
	add("two pickles", "2 members", with(func(z *zipped) { z.add("other/data.pkl", good) }))
	add("one name twice", "two members", with(func(z *zipped) { z.add("archive/data/0", floats) }))
	add("no storage", "missing", torchZip(good).bytes())
	add("a storage too short", "16 elements take 64", torchZip(good, floats[:60]).bytes())
	add("big-endian", "byte order", (&zipped{}).add("a/data.pkl", good).add("a/byteorder", []byte("big")).add("a/data/0", floats).bytes())
	add("a byte order without end", "at most 64", (&zipped{}).add("a/data.pkl", good).add("a/byteorder", make([]byte, 1000)).bytes())
	add("compressed", "compressed", with(func(z *zipped) { z.method = 8 }))
	add("compressed by an unknown method", "compressed", with(func(z *zipped) { z.method = 93 }))
	add("a wrong sum", "sum", with(func(z *zipped) { z.crc = map[string]uint32{"archive/data.pkl": 1} }))
	add("a member of 4 GB", "outside", with(func(z *zipped) { z.claim = map[string]uint32{"archive/data/0": 0xfffffff0} }))
	add("a pickle of 2 GB", "", with(func(z *zipped) { z.claim = map[string]uint32{"archive/data.pkl": 1 << 31} }))
	add("a storage that reaches into the next", "share bytes", with(func(z *zipped) { z.claim = map[string]uint32{"archive/byteorder": 60} }))
	add("a storage over the pickle", "", with(func(z *zipped) { z.local = map[string]uint32{"archive/data/0": 0} }))
	add("a member outside", "outside", with(func(z *zipped) { z.local = map[string]uint32{"archive/data/0": 1 << 30} }))
	add("a member at another's place", "", with(func(z *zipped) { z.local = map[string]uint32{"archive/data/0": 10} }))
	add("a member without its 64-bit size", "lacks its size", with(func(z *zipped) { z.claim = map[string]uint32{"archive/data/0": 0xffffffff} }))
	add("a nested folder of the pickle", "data.pkl", (&zipped{}).add("a/b/data.pkl", good).bytes())
	add("a pickle at the top", "data.pkl", (&zipped{}).add("data.pkl", good).bytes())
	add("a path out of the folder", "data.pkl", (&zipped{}).add("../../etc/data.pkl", good).bytes())
	whole := fresh().bytes()
	end := len(whole) - endSize
	edit := func(at int, v uint32) []byte {
		b := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(b[end+at:], v)
		return b
	}
	add("a directory elsewhere", "directory", edit(16, 3))
	add("a directory behind the end", "directory", edit(16, 1<<30))
	add("a huge directory", "directory", edit(12, 1<<30))
	add("a directory of half its size", "directory", edit(12, binary.LittleEndian.Uint32(whole[end+12:])/2))
	add("no end", "directory", whole[:end])
	add("a comment that is not there", "directory", append(bytes.Clone(whole[:len(whole)-2]), 9, 0))
	add("something behind the end", "directory", append(bytes.Clone(whole), 1, 2, 3))
	return out
}

func damagedPickles() (out []damaged) {
	add := func(what, says string, pickle []byte) {
		out = append(out, damaged{what: "pickle: " + what, data: torchZip(pickle, floats).bytes(), want: ErrFormat, says: says})
	}
	raw := func(b ...byte) []byte { return b }
	v := func(from int64, shape, strides []int64) []byte {
		return one("FloatStorage", "0", 16, from, shape, strides)
	}
	add("empty", "", nil)
	add("only STOP", "0 values", raw('.'))
	add("no STOP", "cut short", raw(0x80, 2, '}'))
	add("two values", "2 values", raw(0x80, 2, '}', '}', '.'))
	add("an open mark", "", raw('}', '(', '.'))
	add("something behind", "follow", raw('}', '.', '.'))
	add("protocol 6", "protocol", raw(0x80, 6, '}', '.'))
	add("an unknown opcode", "opcode", raw(0xff))
	add("no tensors", "no tensors", dict(func(p *pkl) { p.text("a").int(1) }))
	add("pop of nothing", "empty stack", raw('0', '.'))
	add("pop to no mark", "mark", raw('t', '.'))
	add("a tuple of nothing", "tuple", raw(0x87, '.'))
	add("a tuple over a mark", "tuple", raw('N', 'N', '(', 'N', 0x87, '.'))
	add("an item for nothing", "empty stack", raw('a', '.'))
	add("an item for a number", "holds none", raw('K', 1, 'K', 2, 'a', '.'))
	add("a pair for a list", "holds none", raw(']', 'K', 1, 'K', 2, 's', '.'))
	add("a key without a value", "key", raw('}', '(', 'K', 1, 'u', '.'))
	add("an empty memo place", "memo", raw('h', 7, '.'))
	add("a far memo place", "memo", raw('j', 255, 255, 255, 255, '.'))
	add("a call of a number", "call", raw('K', 1, ')', 'R', '.'))
	add("a text of 4 GB", "cut short", raw('X', 255, 255, 255, 255, 'a', '.'))
	add("a text of 16 exabytes", "cut short", raw(0x8d, 255, 255, 255, 255, 255, 255, 255, 255, 'a', '.'))
	add("bytes of 4 GB", "cut short", raw('B', 255, 255, 255, 255, 'a', '.'))
	add("an integer of 2 GB", "", raw(0x8b, 255, 255, 255, 127, 1, '.'))
	add("an old integer without digits", "integer", []byte("Ix\n."))
	add("a name without end", "", append([]byte("c"), bytes.Repeat([]byte{'a'}, 2000)...))
	add("a name that is no text", "no text", []byte("c\xff\xfe\n\xff\n."))
	add("a persistent number", "no storage", raw('K', 1, 'Q', '.'))
	add("a storage of two kinds", "two kinds", dict(func(p *pkl) {
		p.text("a").tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}).text("b").tensor("HalfStorage", "0", 16, 0, []int64{4}, []int64{1})
	}))
	add("a storage of two sizes", "two kinds", dict(func(p *pkl) {
		p.text("a").tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}).text("b").tensor("FloatStorage", "0", 17, 0, []int64{4}, []int64{1})
	}))
	add("a storage of a negative size", "elements", one("FloatStorage", "0", -16, 0, []int64{4}, []int64{1}))
	add("a storage of exabytes", "elements", one("FloatStorage", "0", math.MaxInt64, 0, []int64{4}, []int64{1}))
	add("a storage of terabytes", "take", one("FloatStorage", "0", 1<<40, 0, []int64{1 << 40}, []int64{1}))
	add("a storage key with a path", "key", one("FloatStorage", "../0", 16, 0, []int64{4}, []int64{1}))
	add("an empty storage key", "key", one("FloatStorage", "", 16, 0, []int64{4}, []int64{1}))
	add("a tensor beyond its storage", "beyond", v(1, []int64{4, 4}, []int64{4, 1}))
	add("a tensor far beyond its storage", "beyond", v(math.MaxInt64/8, []int64{4}, []int64{1}))
	add("a tensor before its storage", "", v(-1, []int64{4}, []int64{1}))
	add("a negative size", "size", v(0, []int64{-4}, []int64{1}))
	add("a negative stride", "stride", v(3, []int64{4}, []int64{-1}))
	add("a stride beyond", "beyond", v(0, []int64{4, 4}, []int64{5, 1}))
	add("sizes that overflow", "impossible", v(0, []int64{1 << 40, 1 << 40}, []int64{0, 0}))
	add("sizes that overflow to 16", "impossible", v(0, []int64{1 << 32, 1 << 32, 16}, []int64{0, 0, 1}))
	add("an endless tensor of one element", "repeat", v(0, []int64{1 << 40}, []int64{0}))
	add("a tensor with too many strides", "", v(0, []int64{4}, []int64{1, 1}))
	add("nine axes", "axes", v(0, []int64{1, 1, 1, 1, 1, 1, 1, 1, 16}, []int64{1, 1, 1, 1, 1, 1, 1, 1, 1}))
	add("a tensor of no storage", "no storage", dict(func(p *pkl) {
		p.text("w").global("torch._utils", "_rebuild_tensor_v2").op('(', 'N').int(0).ints(4).ints(1).op('t', 'R')
	}))
	add("a tensor without arguments", "arguments", dict(func(p *pkl) { p.text("w").global("torch._utils", "_rebuild_tensor_v2").op(')', 'R') }))
	add("one tensor twice", "two tensors", dict(func(p *pkl) {
		p.text("w").tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}).text("w").tensor("FloatStorage", "0", 16, 4, []int64{4}, []int64{1})
	}))
	add("a name that clears the screen", "named", dict(func(p *pkl) { p.text("\x1b[2Jw").tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}) }))
	add("a name that is bytes", "named", dict(func(p *pkl) { p.text("\xff\xfe").tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}) }))
	add("a name of many bytes", "name", dict(func(p *pkl) {
		p.text(strings.Repeat("n", 5000)).tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1})
	}))
	add("an ordered dict of numbers", "pair", dict(func(p *pkl) {
		p.text("w").global("collections", "OrderedDict").op(']', 'K', 1, 'a', 0x85, 'R')
	}))
	add("sizes that are a dict", "sizes", dict(func(p *pkl) {
		p.text("w").global("torch._utils", "_rebuild_tensor_v2").op('(', '(').text("storage").global("torch", "FloatStorage").text("0").text("cpu").int(16).op('t', 'Q').int(0).op('}').ints(1).op('t', 'R')
	}))
	return out
}

func damagedLegacy() (out []damaged) {
	good := one("FloatStorage", "5", 16, 0, []int64{4, 4}, []int64{4, 1})
	add := func(what, says string, b []byte) {
		out = append(out, damaged{what: "legacy: " + what, data: b, want: ErrFormat, says: says})
	}
	whole := legacy(good, []string{"5"}, floats)
	add("another magic number", "not of torch.save", bytes.Replace(whole, []byte(legacyMagic), []byte("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x18"), 1))
	add("a plain pickle", "not of torch.save", []byte{0x80, 2, '}', '.'})
	add("another version", "version", bytes.Replace(whole, []byte{'M', 0xe9, 0x03}, []byte{'M', 0xea, 0x03}, 1))
	add("big-endian", "byte order", bytes.Replace(whole, []byte("little_endian\x88"), []byte("little_endian\x89"), 1))
	add("no storages", "list of storages", legacy(good, nil))
	add("another storage", "not used", legacy(good, []string{"6"}, floats))
	add("one storage twice", "list of storages", legacy(good, []string{"5", "5"}, floats, floats))
	add("a storage of another size", "the pickle says", legacy(good, []string{"5"}, floats[:60]))
	add("cut in a storage", "cut short", whole[:len(whole)-1])
	add("cut before a storage", "cut short", whole[:len(whole)-65])
	add("something behind", "follow", append(bytes.Clone(whole), 0))
	add("a tensor beyond its storage", "beyond", legacy(one("FloatStorage", "5", 16, 9, []int64{8}, []int64{1}), []string{"5"}, floats))
	add("a storage of terabytes", "", legacy(one("FloatStorage", "5", 1<<40, 0, []int64{1 << 40}, []int64{1}), []string{"5"}, floats))
	return out
}

// calling is pickles that would run something if they were Python's.
func calling() (out []damaged) {
	for _, name := range []string{
		"os system", "posix system", "nt system", "os popen", "os execv", "os remove", "builtins eval", "builtins exec", "__builtin__ eval", "builtins getattr",
		"builtins open", "builtins __import__", "builtins compile", "builtins print", "subprocess Popen", "subprocess check_output", "commands getoutput", "operator attrgetter",
		"operator methodcaller", "functools partial", "torch load", "torch.hub load", "torch.serialization load", "torch.storage _load_from_bytes",
		"torch.utils.collect_env run", "torch._utils _rebuild_sparse_tensor", "torch._utils _rebuild_qtensor", "torch.jit load", "numpy.core.multiarray _reconstruct",
		"numpy dtype", "pickle loads", "_pickle loads", "copyreg _reconstructor", "_codecs encode", "webbrowser open", "pip main", "runpy run_path",
		"pty spawn", "socket create_connection", "urllib.request urlopen", "ctypes CDLL", "importlib import_module", "shutil rmtree", "marshal loads",
		"types FunctionType", "bdb Bdb", "timeit timeit", "code InteractiveInterpreter", "collections namedtuple", "argparse Namespace", "__main__ Model",
		"torch.nn.modules.linear Linear", "torch nn.Module", "torch FloatStorage.from_file", "collections OrderedDict.fromkeys",
	} {
		var module, member string
		_, _ = fmt.Sscan(name, &module, &member)
		full := module + "." + member
		old := dict(func(p *pkl) { p.text("w").global(module, member).op('(').text("touch /tmp/pwned").op('t', 'R') })
		out = append(out, damaged{what: "call of " + full, data: torchZip(old, floats).bytes(), want: ErrRefused, says: full})
		if len(out)%3 > 0 {
			continue
		}
		now := dict(func(p *pkl) { p.text("w").text(module).text(member).op(0x93, '(').text("id").op('t', 'R') })
		out = append(out, damaged{what: "call by the stack of " + full, data: torchZip(now, floats).bytes(), want: ErrRefused, says: full})
		out = append(out, damaged{what: "call before 1.6 of " + full, data: legacy(old, []string{"0"}, floats), want: ErrRefused, says: full})
	}
	add := func(what, says string, body func(p *pkl)) {
		out = append(out, damaged{what: "call: " + what, data: torchZip(dict(body), floats).bytes(), want: ErrRefused, says: says})
	}
	add("instance of INST", "INST", func(p *pkl) { p.op('(').text("id").op('i').WriteString("os\nsystem\n") })
	add("instance of OBJ", "OBJ", func(p *pkl) { p.op('(').global("torch", "Size").op('o') })
	add("instance by NEWOBJ_EX", "NEWOBJ_EX", func(p *pkl) { p.global("torch", "Size").op(')', '}', 0x92) })
	add("instance of a known class", "instance of", func(p *pkl) { p.text("w").global("torch", "Size").op(')', 0x81) })
	add("extension", "EXT1", func(p *pkl) { p.op(0x82, 1) })
	add("call of a class of TorchScript", "call of __torch__", func(p *pkl) { p.text("w").global("__torch__", "os.system").op(')', 'R') })
	add("tensor class", "my.Tensor", func(p *pkl) { p.text("w").global("my", "Tensor") })
	add("function behind a tensor class", "call of torch.Tensor", func(p *pkl) {
		p.text("w").global("torch._tensor", "_rebuild_from_type_v2").op('(').global("torch", "Tensor").global("torch", "Tensor").op(')', '}', 't', 'R')
	})
	add("storage as a function", "call of torch.FloatStorage", func(p *pkl) { p.text("w").global("torch", "FloatStorage").ints(1 << 40).op('R') })
	add("state for a number", "state", func(p *pkl) { p.op('K', 1, 'K', 2, 'b') })
	add("storage of another kind", "torch.FunnyStorage", func(p *pkl) { p.text("w").tensor("FunnyStorage", "0", 16, 0, []int64{4}, []int64{1}) })
	add("state for a tensor", "state", func(p *pkl) { p.text("w").tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}).op('}', 'b') })
	return out
}

// bombs are small files that would become large.
func bombs() (out []damaged) {
	add := func(what, says string, pickle []byte) {
		out = append(out, damaged{what: "bomb: " + what, data: torchZip(pickle, floats).bytes(), want: ErrFormat, says: says})
	}
	repeat := func(begin []byte, op []byte, n int) []byte { return append(begin, bytes.Repeat(op, n)...) }
	add("values", "values", repeat([]byte{0x80, 2}, []byte{'}', '0'}, 1<<21+1))
	add("stack", "stack", repeat([]byte{0x80, 2, '}'}, []byte{'2'}, 1<<18))
	add("marks", "marks", repeat([]byte{0x80, 2, '}'}, []byte{'('}, 1<<18+1))
	add("depth", "deep", append(append(repeat([]byte{0x80, 2}, []byte{']'}, 1000), bytes.Repeat([]byte{'a'}, 999)...), '.'))
	// Lists of two, each twice the one before: 2^40 values in 300 bytes.
	laughs := []byte{0x80, 2, ']', 'q', 0}
	for range 25 {
		laughs = append(laughs, ']', 'h', 0, 'a', 'h', 0, 'a', 'q', 0)
	}
	laughs = append(laughs, '.')
	out = append(out, damaged{what: "bomb: laughs", data: torchZip(laughs, floats).bytes(), want: ErrFormat, says: "values"})
	add("a list in itself", "deep", []byte{0x80, 2, ']', 'q', 0, 'h', 0, 'a', '.'})
	add("a dict in itself", "deep", []byte{0x80, 2, '}', 'q', 0, 'K', 1, 'h', 0, 's', '.'})
	tuples := []byte{0x80, 2, ')'}
	for range 200 {
		tuples = append(tuples, '2', 0x86)
	}
	add("tuples of tuples", "", append(tuples, '.'))
	add("tuples of tuples as a storage", "storage", append(append(bytes.Clone(tuples), 'Q'), '.'))
	long := strings.Repeat("k", 1000)
	add("names of names", "name", dict(func(p *pkl) {
		p.text(long).op('}').text(long).tensor("FloatStorage", "0", 16, 0, []int64{4}, []int64{1}).op('s')
	}))
	return out
}

func damagedIndices() (out []damaged) {
	for what, file := range map[string]string{
		"the passwords": "../../etc/passwd", "an absolute path": "/etc/passwd", "a folder above": "..", "the folder": ".", "no file": "", "a folder below": "a/b.bin",
		"back and forth": "a/../b.bin", "another system's path": `..\\..\\etc\\passwd`, "a drive": "C:model.bin", "a zero": "model.bin\\u0000.png", "another index": "x.index.json", "a page feed": "a\\u000cb.bin",
		"a long name": strings.Repeat("a", 300),
	} {
		text := fmt.Sprintf(`{"weight_map":{"w":"%s"}}`, file)
		out = append(out, damaged{what: "index: " + what, name: "model.safetensors.index.json", data: []byte(text), want: ErrFormat})
	}
	for what, text := range map[string]string{
		"empty": "", "no JSON": "weights", "no map": `{"metadata":{}}`, "an empty map": `{"weight_map":{}}`, "a list": `{"weight_map":["a"]}`, "numbers": `{"weight_map":{"w":1}}`,
		"a deep one": strings.Repeat(`{"weight_map":`, 20000), "half of one": `{"weight_map":{"w":"mo`,
	} {
		out = append(out, damaged{what: "index: " + what, name: "pytorch_model.bin.index.json", data: []byte(text), want: ErrFormat})
	}
	return out
}

// cutShort is files of PyTorch and safetensors, cut at several places.
func cutShort(t *testing.T) (out []damaged) {
	for _, file := range []string{"zip.pt", "legacy.pt", "script.pt", "safe/model-00001-of-00002.safetensors"} {
		b, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		for i := range 10 {
			n := i * len(b) / 10
			out = append(out, damaged{what: fmt.Sprintf("%s: %d bytes of %d", file, n, len(b)), data: b[:n], want: ErrFormat})
		}
		out = append(out, damaged{what: file + ": all but a byte", data: b[:len(b)-1], want: ErrFormat})
	}
	return out
}

// flipped is an archive with a bit of its pickle turned, which its sum shows.
func flipped(t *testing.T) (out []damaged) {
	b, err := os.ReadFile("testdata/zip.pt")
	if err != nil {
		t.Fatal(err)
	}
	from := bytes.IndexByte(b, 0x80)
	for i := range 24 {
		c := bytes.Clone(b)
		c[from+i*37] ^= 1 << (i % 8)
		out = append(out, damaged{what: fmt.Sprintf("zip.pt: a bit of byte %d", from+i*37), data: c, want: ErrFormat})
	}
	return out
}

// Bits that no sum covers may be turned without an error; whatever becomes of them, no tensor reaches out of its file.
func TestFlippedBits(t *testing.T) {
	dir := t.TempDir()
	for i, name := range []string{"zip.pt", "legacy.pt", "script.pt", "safe/model-00001-of-00002.safetensors"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, fmt.Sprint(i))
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		put := func(b []byte, at int) {
			if _, err := file.WriteAt(b, int64(at)); err != nil {
				t.Fatal(err)
			}
		}
		put(b, 0)
		for bit := 0; bit < 8*len(b); bit += 7 {
			at := bit / 8
			put([]byte{b[at] ^ 1<<(bit%8)}, at)
			if f, err := Open(path); err == nil {
				inside(t, f, int64(len(b)))
				for _, name := range f.Names() {
					_, _ = f.Tensor(name)
				}
			}
			put(b[at:at+1], at)
		}
		_ = file.Close()
	}
}

// inside checks that the tensors of a file lie in it.
func inside(t testing.TB, f *File, size int64) {
	t.Helper()
	for _, name := range f.Names() {
		s, err := f.Stored(name)
		if err != nil {
			continue
		}
		total := int64(0)
		for _, p := range s.Pieces {
			total += p.Length
			if p.Offset < 0 || p.Length < 0 || p.Offset+p.Length > size {
				t.Errorf("tensor %q lies at %+v of a file of %d bytes", name, p, size)
			}
		}
		if info, err := f.Info(name); err != nil || total != info.Bytes() || total > size {
			t.Errorf("tensor %q: %d bytes in pieces, %+v, %v", name, total, info, err)
		}
	}
}

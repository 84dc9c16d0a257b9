package checkpoint

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
)

// An archive is read by the rules that PyTorch's writer follows and by no others: one directory at the end, no name twice, no
// bytes of two members, and what is read is stored without compression (TorchScript compresses its code, which is not read). So
// a member is a range of the file, nothing unpacks to more than it is, and there are no two readings of an archive.

const (
	maxDirectory = 32 << 20
	maxMembers   = 1 << 18
	endSize      = 22
	localSize    = 30
	recordSize   = 46
)

// member is a file in an archive.
type member struct {
	name   string
	local  int64 // of its header
	size   int64 // in the archive
	whole  int64 // unpacked
	crc    uint32
	method uint16
	flags  uint16
}

// archive is the directory of a zip file.
type archive struct {
	r       io.ReaderAt
	end     int64 // where the directory begins
	members []member
	byName  map[string]int // into members, which are in the order of the file
}

func readArchive(r io.ReaderAt, size int64) (*archive, error) {
	offset, length, err := findDirectory(r, size)
	if err != nil {
		return nil, err
	}
	if length > maxDirectory || offset < 0 || length < 0 || offset > size-length {
		return nil, fmt.Errorf("a directory of %d bytes at %d in a file of %d", length, offset, size)
	}
	b := make([]byte, length)
	if _, err := r.ReadAt(b, offset); err != nil && length > 0 {
		return nil, err
	}
	a := &archive{r: r, end: offset, byName: map[string]int{}}
	for len(b) > 0 {
		m, n, err := readRecord(b)
		if err != nil {
			return nil, err
		}
		b = b[n:]
		if len(a.members) == maxMembers {
			return nil, fmt.Errorf("more than %d members", maxMembers)
		}
		a.members = append(a.members, m)
	}
	slices.SortStableFunc(a.members, func(x, y member) int {
		if x.local < y.local {
			return -1
		}
		return 1
	})
	for i, m := range a.members {
		if _, twice := a.byName[m.name]; twice {
			return nil, fmt.Errorf("two members are named %.100q", m.name)
		}
		a.byName[m.name] = i
		if m.local < 0 || m.size < 0 || m.local > a.end || m.size > a.end-m.local-localSize {
			return nil, fmt.Errorf("member %.100q, %d bytes from %d on, is outside the file", m.name, m.size, m.local)
		}
		if m.local+localSize+m.size > a.limit(i) {
			return nil, fmt.Errorf("members %.100q and %.100q share bytes", m.name, a.members[i+1].name)
		}
	}
	return a, nil
}

// limit is where a member must end.
func (a *archive) limit(i int) int64 {
	if i+1 < len(a.members) {
		return a.members[i+1].local
	}
	return a.end
}

// findDirectory reads the record at the end of an archive.
func findDirectory(r io.ReaderAt, size int64) (offset, length int64, err error) {
	tail := make([]byte, min(size, endSize+1<<16))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil {
		return 0, 0, err
	}
	at := -1
	for i := len(tail) - endSize; i >= 0 && at < 0; i-- {
		if string(tail[i:i+4]) == "PK\x05\x06" && i+endSize+int(binary.LittleEndian.Uint16(tail[i+20:])) == len(tail) {
			at = i
		}
	}
	if at < 0 {
		return 0, 0, fmt.Errorf("an archive without its directory: it is cut short")
	}
	end := tail[at:]
	length, offset = int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	stop := size - int64(len(tail)-at)
	if at >= 20 && string(tail[at-20:at-16]) == "PK\x06\x07" { // the larger form
		place := int64(binary.LittleEndian.Uint64(tail[at-12:]))
		if place < 0 || place > size-56 {
			return 0, 0, fmt.Errorf("its directory is said to be at %d of %d bytes", place, size)
		}
		var big [56]byte
		if _, err := r.ReadAt(big[:], place); err != nil {
			return 0, 0, err
		}
		if string(big[:4]) != "PK\x06\x06" {
			return 0, 0, fmt.Errorf("its directory is not where it is said to be")
		}
		length, offset, stop = int64(binary.LittleEndian.Uint64(big[40:])), int64(binary.LittleEndian.Uint64(big[48:])), place
	}
	if offset < 0 || length < 0 || offset > stop || length != stop-offset {
		return 0, 0, fmt.Errorf("its directory, %d bytes at %d, does not end where the end begins", length, offset)
	}
	return offset, length, nil
}

// readRecord reads a member's entry in the directory.
func readRecord(b []byte) (m member, n int, err error) {
	if len(b) < recordSize || string(b[:4]) != "PK\x01\x02" {
		return m, 0, fmt.Errorf("its directory is damaged")
	}
	le := binary.LittleEndian
	names, extras, comment := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	if n = recordSize + names + extras + comment; len(b) < n {
		return m, 0, fmt.Errorf("its directory is cut short")
	}
	m = member{
		name: string(b[recordSize : recordSize+names]), local: int64(le.Uint32(b[42:])), size: int64(le.Uint32(b[20:])), whole: int64(le.Uint32(b[24:])),
		crc: le.Uint32(b[16:]), method: le.Uint16(b[10:]), flags: le.Uint16(b[8:]),
	}
	// Fields that need 64 bits are in an extra field, in this order.
	wide := extraField(b[recordSize+names:recordSize+names+extras], 1)
	for _, field := range []*int64{&m.whole, &m.size, &m.local} {
		if *field != 0xffffffff {
			continue
		}
		if len(wide) < 8 {
			return m, 0, fmt.Errorf("member %.100q lacks its size", m.name)
		}
		*field, wide = int64(le.Uint64(wide)), wide[8:]
	}
	return m, n, nil
}

// extraField finds a field by its number; nil if there is none.
func extraField(b []byte, id uint16) []byte {
	for len(b) >= 4 {
		n := int(binary.LittleEndian.Uint16(b[2:]))
		if len(b) < 4+n {
			return nil
		}
		if binary.LittleEndian.Uint16(b) == id {
			return b[4 : 4+n]
		}
		b = b[4+n:]
	}
	return nil
}

// place returns where the bytes of a member are.
func (a *archive) place(name string) (offset, size int64, err error) {
	i, ok := a.byName[name]
	if !ok {
		return 0, 0, fmt.Errorf("member %.100q is missing", name)
	}
	m := a.members[i]
	if m.method != 0 || m.whole != m.size || m.flags&1 != 0 {
		return 0, 0, fmt.Errorf("member %.100q is compressed or encrypted, as PyTorch never does", m.name)
	}
	var head [localSize]byte
	if _, err := a.r.ReadAt(head[:], m.local); err != nil {
		return 0, 0, err
	}
	le := binary.LittleEndian
	names := int(le.Uint16(head[26:]))
	offset = m.local + localSize + int64(names) + int64(le.Uint16(head[28:]))
	if string(head[:4]) != "PK\x03\x04" || names != len(m.name) || le.Uint16(head[8:]) != 0 || offset+m.size > a.limit(i) {
		return 0, 0, fmt.Errorf("member %.100q is not where the directory says it is", name)
	}
	own := make([]byte, names)
	if _, err := a.r.ReadAt(own, m.local+localSize); err != nil {
		return 0, 0, err
	}
	if string(own) != m.name {
		return 0, 0, fmt.Errorf("member %.100q is called %.100q where it lies", m.name, own)
	}
	return offset, m.size, nil
}

// read returns the bytes of a small member, checked against its sum.
func (a *archive) read(name string, most int64) ([]byte, error) {
	offset, size, err := a.place(name)
	if err != nil {
		return nil, err
	}
	if size > most {
		return nil, fmt.Errorf("member %.100q has %d bytes, at most %d are read", name, size, most)
	}
	b := make([]byte, size)
	if _, err := a.r.ReadAt(b, offset); err != nil && size > 0 {
		return nil, err
	}
	if sum := crc32.ChecksumIEEE(b); sum != a.members[a.byName[name]].crc {
		return nil, fmt.Errorf("member %.100q is damaged: its sum is %08x, not %08x", name, sum, a.members[a.byName[name]].crc)
	}
	return b, nil
}

// root is the folder in which PyTorch put everything: that of the one data.pkl.
func (a *archive) root() (string, error) {
	root, found := "", 0
	for _, m := range a.members {
		if dir, ok := strings.CutSuffix(m.name, "data.pkl"); ok && strings.Count(dir, "/") == 1 && strings.HasSuffix(dir, "/") {
			root = dir
			found++
		}
	}
	if found != 1 {
		return "", fmt.Errorf("%d members are a data.pkl, want one: it was not written by torch.save", found)
	}
	return root, nil
}

func (a *archive) has(name string) bool { _, ok := a.byName[name]; return ok }

// littleEndian refuses an archive of the other byte order.
func (a *archive) littleEndian(root string) error {
	if !a.has(root + "byteorder") {
		return nil // older ones do not say, and are
	}
	b, err := a.read(root+"byteorder", 64)
	if err != nil {
		return err
	}
	if string(bytes.TrimSpace(b)) != "little" {
		return fmt.Errorf("its byte order is %.20q; save it anew on another machine", b)
	}
	return nil
}

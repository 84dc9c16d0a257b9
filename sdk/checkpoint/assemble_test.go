package checkpoint

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// Files are put together from here on by hand, so that each may lie in one place.

// pkl assembles pickles of protocol 2.
type pkl struct{ bytes.Buffer }

func (p *pkl) op(ops ...byte) *pkl { p.Write(ops); return p }

func (p *pkl) text(s string) *pkl {
	p.WriteByte('X')
	_ = binary.Write(p, binary.LittleEndian, uint32(len(s)))
	p.WriteString(s)
	return p
}

func (p *pkl) int(n int64) *pkl {
	p.op(0x8a, 8)
	_ = binary.Write(p, binary.LittleEndian, n)
	return p
}

func (p *pkl) ints(n ...int64) *pkl {
	p.op('(')
	for _, x := range n {
		p.int(x)
	}
	return p.op('t')
}

func (p *pkl) global(module, name string) *pkl {
	fmt.Fprintf(p, "c%s\n%s\n", module, name)
	return p
}

// tensor puts a tensor on the stack.
func (p *pkl) tensor(class, key string, elements, from int64, shape, strides []int64) *pkl {
	p.global("torch._utils", "_rebuild_tensor_v2").op('(', '(').text("storage").global("torch", class).text(key).text("cpu").int(elements).op('t', 'Q')
	return p.int(from).ints(shape...).ints(strides...).op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R')
}

// dict makes a pickle of a dict whose items come from body.
func dict(body func(p *pkl)) []byte {
	p := &pkl{}
	p.op(0x80, 2, '}', '(')
	body(p)
	p.op('u', '.')
	return p.Bytes()
}

// one is a dict of one tensor "w".
func one(class, key string, elements, from int64, shape, strides []int64) []byte {
	return dict(func(p *pkl) { p.text("w").tensor(class, key, elements, from, shape, strides) })
}

// zipped is an archive under construction.
type zipped struct {
	names  []string
	data   [][]byte
	method uint16
	claim  map[string]uint32 // sizes that are not true
	crc    map[string]uint32
	local  map[string]uint32
}

func torchZip(pickle []byte, storages ...[]byte) *zipped {
	z := &zipped{}
	z.add("archive/data.pkl", pickle)
	z.add("archive/byteorder", []byte("little"))
	for i, s := range storages {
		z.add(fmt.Sprintf("archive/data/%d", i), s)
	}
	return z
}

func (z *zipped) add(name string, data []byte) *zipped {
	z.names, z.data = append(z.names, name), append(z.data, data)
	return z
}

func (z *zipped) bytes() []byte {
	var out, dir bytes.Buffer
	le := func(w *bytes.Buffer, values ...any) {
		for _, v := range values {
			_ = binary.Write(w, binary.LittleEndian, v)
		}
	}
	for i, name := range z.names {
		n, sum, at := uint32(len(z.data[i])), crc32.ChecksumIEEE(z.data[i]), uint32(out.Len())
		if c, ok := z.claim[name]; ok {
			n = c
		}
		if c, ok := z.crc[name]; ok {
			sum = c
		}
		if c, ok := z.local[name]; ok {
			at = c
		}
		le(&dir, []byte("PK\x01\x02"), uint16(20), uint16(20), uint16(0), z.method, uint32(0), sum, n, n, uint16(len(name)), uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), at)
		dir.WriteString(name)
		le(&out, []byte("PK\x03\x04"), uint16(20), uint16(0), z.method, uint32(0), sum, n, n, uint16(len(name)), uint16(0))
		out.WriteString(name)
		out.Write(z.data[i])
	}
	at := out.Len()
	out.Write(dir.Bytes())
	le(&out, []byte("PK\x05\x06"), uint32(0), uint16(len(z.names)), uint16(len(z.names)), uint32(dir.Len()), uint32(at), uint16(0))
	return out.Bytes()
}

// legacy is a file of the older format with these storages, in the order of their keys.
func legacy(pickle []byte, keys []string, storages ...[]byte) []byte {
	var out bytes.Buffer
	p := &pkl{}
	p.op(0x80, 2, 0x8a, 10).WriteString(string(legacyMagic))
	out.Write(p.op('.').Bytes())
	p = &pkl{}
	out.Write(p.op(0x80, 2, 'M', 0xe9, 0x03, '.').Bytes())
	out.Write(dict(func(p *pkl) { p.text("little_endian").op(0x88) }))
	out.Write(pickle)
	p = &pkl{}
	p.op(0x80, 2, ']', '(')
	for _, k := range keys {
		p.text(k)
	}
	out.Write(p.op('e', '.').Bytes())
	for _, s := range storages {
		_ = binary.Write(&out, binary.LittleEndian, int64(len(s)/4))
		out.Write(s)
	}
	return out.Bytes()
}

// safe is a safetensors file.
func safe(header string, data []byte) []byte {
	var out bytes.Buffer
	_ = binary.Write(&out, binary.LittleEndian, uint64(len(header)))
	out.WriteString(header)
	out.Write(data)
	return out.Bytes()
}

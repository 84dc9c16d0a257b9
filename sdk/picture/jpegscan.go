package picture

import "errors"

// codes is a Huffman code.
type codes struct {
	short  [512]uint16 // by the next nine bits: length in the high byte, value in the low one; 0 if the code is longer
	most   [17]int32   // the largest code of each length, -1 if none
	offset [17]int32   // to add to a code of that length to find its value
	values []byte
}

// huffman reads code tables.
func (f *jpegFile) huffman(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 || b[0]&15 > 3 || b[0]>>4 > 1 {
			return errShort
		}
		total := 0
		for _, n := range b[1:17] {
			total += int(n)
		}
		if total > 256 || len(b) < 17+total {
			return errShort
		}
		c := &codes{values: b[17 : 17+total]}
		code, at := int32(0), int32(0)
		for length := 1; length <= 16; length++ {
			n := int32(b[length])
			if code+n > 1<<length {
				return errors.New("a Huffman table contradicts itself")
			}
			c.offset[length] = at - code
			for k := range n {
				if length <= 9 {
					for fill := range int32(1) << (9 - length) {
						c.short[(code+k)<<(9-length)|fill] = uint16(length)<<8 | uint16(c.values[at+k])
					}
				}
			}
			code, at = code+n, at+n
			c.most[length] = code - 1
			if n == 0 {
				c.most[length] = -1
			}
			code <<= 1
		}
		if b[0]>>4 == 0 {
			f.dc[b[0]&15] = c
		} else {
			f.ac[b[0]&15] = c
		}
		b = b[17+total:]
	}
	return nil
}

// bits reads the coded data of a scan. Behind a marker there are zeros, of which none may be needed.
type bits struct {
	data  []byte
	at    int
	acc   uint64
	n     int // bits in acc
	extra int // of them, zeros behind a marker
	run   int32
}

func (b *bits) fill() {
	for b.n <= 48 {
		var v byte
		switch {
		case b.at < len(b.data) && b.data[b.at] != 0xff:
			v = b.data[b.at]
			b.at++
		case b.at+1 < len(b.data) && b.data[b.at+1] == 0:
			v = 0xff
			b.at += 2
		default:
			b.extra += 8
		}
		b.acc = b.acc<<8 | uint64(v)
		b.n += 8
	}
}

// take reads n bits, at most 16.
func (b *bits) take(n int) int32 {
	if b.n < n {
		b.fill()
	}
	b.n -= n
	return int32(b.acc>>b.n) & (1<<n - 1)
}

// signed reads a number of n bits in the way of the format: a leading 0 makes it negative.
func (b *bits) signed(n int) int32 {
	if n == 0 {
		return 0
	}
	v := b.take(n)
	if v < 1<<(n-1) {
		v += -1<<n + 1
	}
	return v
}

func (b *bits) code(c *codes) (byte, error) {
	if b.n < 16 {
		b.fill()
	}
	if s := c.short[b.acc>>(b.n-9)&511]; s != 0 {
		b.n -= int(s >> 8)
		return byte(s), nil
	}
	for length := 10; length <= 16; length++ {
		v := int32(b.acc>>(b.n-length)) & (1<<length - 1)
		if v <= c.most[length] {
			if at := v + c.offset[length]; at >= 0 && int(at) < len(c.values) {
				b.n -= length
				return c.values[at], nil
			}
		}
	}
	return 0, errors.New("a code is not in the Huffman table")
}

// short tells whether more was read than there is.
func (b *bits) short() bool { return b.n < b.extra }

// scanned says which coefficients a scan has.
type scanned struct {
	from, to  int
	high, low int // bits: what was there before, and what this one adds
	parts     []*jpegPart
}

// scan reads the header of a scan and its data.
func (f *jpegFile) scan(b []byte) error {
	if f.parts == nil || len(b) < 1 || len(b) != 4+2*int(b[0]) || b[0] < 1 {
		return errors.New("a scan contradicts the frame")
	}
	n := int(b[0])
	var s scanned
	for i := range n {
		id, tables := b[1+2*i], b[2+2*i]
		for k := range f.parts {
			if p := &f.parts[k]; p.id == id {
				p.dc, p.ac = int(tables>>4), int(tables&15)
				s.parts = append(s.parts, p)
				break
			}
		}
	}
	if len(s.parts) != n {
		return errors.New("a scan of components that the frame lacks")
	}
	s.from, s.to, s.high, s.low = int(b[1+2*n]), int(b[2+2*n]), int(b[3+2*n]>>4), int(b[3+2*n]&15)
	if !f.progressive {
		s.from, s.to, s.high, s.low = 0, 63, 0, 0
	}
	if s.from > s.to || s.to > 63 || s.low > 13 || f.progressive && s.from == 0 && s.to != 0 || s.from > 0 && n > 1 {
		return errors.New("a scan of coefficients that the format does not allow")
	}
	for _, p := range s.parts {
		if p.dc > 3 || p.ac > 3 || s.from == 0 && s.high == 0 && f.dc[p.dc] == nil || s.to > 0 && f.ac[p.ac] == nil {
			return errors.New("a Huffman table is missing")
		}
	}
	return f.units(&s)
}

// units reads all units of a scan: of one component its blocks, of several a few of each.
func (f *jpegFile) units(s *scanned) error {
	in := &bits{data: f.data, at: f.at}
	wide, high := (f.width+8*f.across-1)/(8*f.across), (f.height+8*f.down-1)/(8*f.down)
	alone := len(s.parts) == 1
	if alone {
		wide, high = (s.parts[0].width+7)/8, (s.parts[0].height+7)/8
	}
	var block [64]int16
	for i := range wide * high {
		if i == 0 || f.restart > 0 && i%f.restart == 0 {
			if i > 0 {
				if err := in.restart(); err != nil {
					return err
				}
			}
			in.run = 0
			for _, p := range s.parts {
				p.before = 0
			}
		}
		for _, p := range s.parts {
			h, v := p.h, p.v
			if alone {
				h, v = 1, 1
			}
			for k := range h * v {
				x, y := i%wide*h+k%h, i/wide*v+k/h
				var err error
				if f.progressive {
					at := 64 * (y*p.wide + x)
					err = s.progress(in, f, p, p.coef[at:at+64])
				} else {
					block = [64]int16{}
					if err = s.whole(in, f, p, block[:]); err == nil {
						p.put(x, y, block[:], &f.quant[p.table])
					}
				}
				if err != nil {
					return err
				}
			}
		}
		if in.short() {
			return errShort
		}
	}
	f.at = in.at
	return nil
}

// restart goes to behind the next restart marker.
func (b *bits) restart() error {
	b.acc, b.n, b.extra = 0, 0, 0
	for b.at+1 < len(b.data) {
		if b.data[b.at] == 0xff && b.data[b.at+1] >= 0xd0 && b.data[b.at+1] <= 0xd7 {
			b.at += 2
			return nil
		}
		if b.data[b.at] == 0xff && b.data[b.at+1] != 0 && b.data[b.at+1] != 0xff {
			break
		}
		b.at++
	}
	return errors.New("a restart marker is missing")
}

// whole reads a block of a file that is not progressive.
func (s *scanned) whole(in *bits, f *jpegFile, p *jpegPart, block []int16) error {
	if err := p.difference(in, f.dc[p.dc]); err != nil {
		return err
	}
	block[0] = int16(p.before)
	ac := f.ac[p.ac]
	for k := 1; k < 64; k++ {
		v, err := in.code(ac)
		if err != nil {
			return err
		}
		zeros, n := int(v>>4), int(v&15)
		if n == 0 {
			if zeros < 15 {
				break
			}
			k += 15
			continue
		}
		if k += zeros; k > 63 {
			return errCoded
		}
		block[natural[k]] = int16(in.signed(n))
	}
	return nil
}

var errCoded = errors.New("the coded data contradicts itself")

// difference reads what the next DC value has more than the last one.
func (p *jpegPart) difference(in *bits, dc *codes) error {
	n, err := in.code(dc)
	if err != nil {
		return err
	}
	if n > 15 {
		return errCoded
	}
	p.before += in.signed(int(n))
	return nil
}

// progress reads what a scan of a progressive file has of a block (T.81, annex G).
func (s *scanned) progress(in *bits, f *jpegFile, p *jpegPart, block []int16) error {
	bit := int16(1) << s.low
	switch {
	case s.from == 0 && s.high == 0:
		if err := p.difference(in, f.dc[p.dc]); err != nil {
			return err
		}
		block[0] = int16(p.before << s.low)
	case s.from == 0:
		if in.take(1) == 1 {
			block[0] |= bit
		}
	case s.high == 0:
		return s.first(in, f.ac[p.ac], block)
	default:
		return s.refine(in, f.ac[p.ac], block, bit)
	}
	return nil
}

// first reads the upper bits of coefficients.
func (s *scanned) first(in *bits, ac *codes, block []int16) error {
	if in.run > 0 {
		in.run--
		return nil
	}
	for k := s.from; k <= s.to; k++ {
		v, err := in.code(ac)
		if err != nil {
			return err
		}
		zeros, n := int(v>>4), int(v&15)
		if n == 0 {
			if zeros < 15 {
				in.run = 1<<zeros - 1 + in.take(zeros)
				break
			}
			k += 15
			continue
		}
		if k += zeros; k > 63 {
			return errCoded
		}
		block[natural[k]] = int16(in.signed(n) << s.low)
	}
	return nil
}

// refine reads one more bit of coefficients that are there, and new ones between them.
func (s *scanned) refine(in *bits, ac *codes, block []int16, bit int16) error {
	k := s.from
	// correct reads the bits of those that are there, up to the one that comes after so many that are not.
	correct := func(zeros int) {
		for ; k <= s.to; k++ {
			c := &block[natural[k]]
			if *c == 0 {
				if zeros == 0 {
					return
				}
				zeros--
				continue
			}
			if in.take(1) == 1 && *c&bit == 0 {
				if *c > 0 {
					*c += bit
				} else {
					*c -= bit
				}
			}
		}
	}
	for in.run == 0 && k <= s.to {
		v, err := in.code(ac)
		if err != nil {
			return err
		}
		zeros, n := int(v>>4), int(v&15)
		var fresh int16
		switch {
		case n == 0 && zeros < 15:
			in.run = 1<<zeros + in.take(zeros)
			continue
		case n == 1:
			fresh = -bit
			if in.take(1) == 1 {
				fresh = bit
			}
		case n > 1:
			return errCoded
		}
		correct(zeros)
		if k > s.to {
			if fresh != 0 {
				return errCoded
			}
			return nil
		}
		if fresh != 0 {
			block[natural[k]] = fresh
		}
		k++
	}
	if in.run > 0 {
		correct(64)
		in.run--
	}
	return nil
}

package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The JPEG decoder is our own because pixels are to be those of libjpeg, which Pillow uses: Go's inverse transform rounds one
// sample in fifty otherwise, and its colours are not interpolated. ITU-T T.81 is the format; baseline, extended and
// progressive files of 8 bits are read.

// jpegFile is what the headers say.
type jpegFile struct {
	data          []byte
	at            int
	width, height int
	progressive   bool
	parts         []jpegPart
	quant         [4][64]int32 // in natural order
	dc, ac        [4]*codes
	restart       int // units between restarts, 0 for none
	jfif, adobe   bool
	transform     byte // of Adobe: 0 for none
	across, down  int  // blocks of the largest component in a unit
}

// jpegPart is one component.
type jpegPart struct {
	id            byte
	h, v, table   int
	width, height int // samples
	wide, high    int // blocks, up to whole units
	stride        int
	plane         []uint8
	coef          []int16 // of progressive files, a block after the other
	dc, ac        int
	before        int32 // the last DC value
}

var errShort = errors.New("the file ends too early")

func decodeJPEG(data []byte) (*Image, error) {
	f := &jpegFile{data: data, at: 2}
	for {
		marker, body, err := f.next()
		if err != nil {
			return nil, err
		}
		switch {
		case marker == 0xd9: // end
			return f.picture()
		case marker == 0xc0 || marker == 0xc1 || marker == 0xc2:
			f.progressive = marker == 0xc2
			err = f.frame(body)
		case marker == 0xc4:
			err = f.huffman(body)
		case marker >= 0xc3 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc:
			err = fmt.Errorf("coding process %d is not read", marker-0xc0)
		case marker == 0xdb:
			err = f.tables(body)
		case marker == 0xdd && len(body) >= 2:
			f.restart = int(binary.BigEndian.Uint16(body))
		case marker == 0xe0 && len(body) >= 5 && string(body[:5]) == "JFIF\x00":
			f.jfif = true
		case marker == 0xee && len(body) >= 12 && string(body[:5]) == "Adobe":
			f.adobe, f.transform = true, body[11]
		case marker == 0xda:
			err = f.scan(body)
		}
		if err != nil {
			return nil, err
		}
	}
}

// next reads a marker and what belongs to it. Bytes before it that belong to nothing are skipped.
func (f *jpegFile) next() (marker byte, body []byte, err error) {
	for {
		for f.at < len(f.data) && f.data[f.at] != 0xff {
			f.at++
		}
		for f.at < len(f.data) && f.data[f.at] == 0xff {
			f.at++
		}
		if f.at >= len(f.data) {
			return 0, nil, errShort
		}
		marker = f.data[f.at]
		f.at++
		switch {
		case marker == 0xd9:
			return marker, nil, nil
		case marker == 0 || marker == 1 || 0xd0 <= marker && marker <= 0xd8: // nothing belongs to it
			continue
		}
		if f.at+2 > len(f.data) {
			return 0, nil, errShort
		}
		n := int(binary.BigEndian.Uint16(f.data[f.at:]))
		if n < 2 || f.at+n > len(f.data) {
			return 0, nil, errShort
		}
		body = f.data[f.at+2 : f.at+n]
		f.at += n
		return marker, body, nil
	}
}

// frame reads the size and the components.
func (f *jpegFile) frame(b []byte) error {
	if f.parts != nil {
		return errors.New("there are two frames")
	}
	if len(b) < 6 || len(b) != 6+3*int(b[5]) {
		return errShort
	}
	if b[0] != 8 {
		return fmt.Errorf("samples of %d bits are not read", b[0])
	}
	f.height, f.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	n := int(b[5])
	if f.width == 0 || f.height == 0 || f.width > MaxPixels/f.height || n != 1 && n != 3 && n != 4 {
		return fmt.Errorf("a frame of %d x %d pixels with %d components is not read", f.width, f.height, n)
	}
	f.across, f.down = 1, 1
	for b := b[6:]; len(b) > 0; b = b[3:] {
		p := jpegPart{id: b[0], h: int(b[1] >> 4), v: int(b[1] & 15), table: int(b[2])}
		if p.h < 1 || p.h > 4 || p.v < 1 || p.v > 4 || p.table > 3 {
			return errors.New("a component contradicts the format")
		}
		if n == 1 {
			p.h, p.v = 1, 1 // nothing to be subsampled against
		}
		f.across, f.down = max(f.across, p.h), max(f.down, p.v)
		f.parts = append(f.parts, p)
	}
	if blocks := (f.width/8 + 1) * (f.height/8 + 1); blocks > 8*len(f.data) {
		return errShort // a block takes a bit at least
	}
	for i := range f.parts {
		p := &f.parts[i]
		if f.across%p.h != 0 || f.down%p.v != 0 {
			return errors.New("components that are subsampled by fractions are not read")
		}
		p.width, p.height = (f.width*p.h+f.across-1)/f.across, (f.height*p.v+f.down-1)/f.down
		p.wide = (f.width + 8*f.across - 1) / (8 * f.across) * p.h
		p.high = (f.height + 8*f.down - 1) / (8 * f.down) * p.v
		p.stride = 8 * p.wide
		p.plane = make([]uint8, p.stride*8*p.high)
		if f.progressive {
			p.coef = make([]int16, 64*p.wide*p.high)
		}
	}
	return nil
}

// natural is the place in a block of each coefficient in the order of the file.
var natural = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// tables reads quantisation tables.
func (f *jpegFile) tables(b []byte) error {
	for len(b) > 0 {
		size := 1 + int(b[0]>>4)
		if size > 2 || b[0]&15 > 3 || len(b) < 1+64*size {
			return errShort
		}
		t := &f.quant[b[0]&15]
		for i, at := range natural {
			if size == 1 {
				t[at] = int32(b[1+i])
			} else {
				t[at] = int32(binary.BigEndian.Uint16(b[1+2*i:]))
			}
		}
		b = b[1+64*size:]
	}
	return nil
}

// picture transforms what is left to be and converts the colours, as libjpeg guesses them.
func (f *jpegFile) picture() (*Image, error) {
	if f.parts == nil {
		return nil, errors.New("there is no frame")
	}
	planes := make([][]uint8, len(f.parts))
	for i := range f.parts {
		p := &f.parts[i]
		if f.progressive {
			for k := range p.wide * p.high {
				p.put(k%p.wide, k/p.wide, p.coef[64*k:64*k+64], &f.quant[p.table])
			}
		}
		planes[i] = upsample(p.plane, p.stride, frame{p.width, p.height}, frame{f.width, f.height}, f.across/p.h, f.down/p.v)
	}
	n := len(planes)
	out := newImage(f.width, f.height, n)
	ycc := f.ycc()
	for i := range f.width * f.height {
		px := out.pix[n*i : n*i+n]
		for c := range n {
			px[c] = planes[c][i]
		}
		if ycc {
			toRGB(px, int(px[0]), int(px[1])-128, int(px[2])-128)
		}
		if n == 4 { // inks are written inverted; those of YCCK are 255 minus the colours
			px[3] = 255 - px[3]
			if !ycc {
				px[0], px[1], px[2] = 255-px[0], 255-px[1], 255-px[2]
			}
		}
	}
	return out, nil
}

// ycc tells whether components are luma and two of colour.
func (f *jpegFile) ycc() bool {
	switch len(f.parts) {
	case 3:
		if f.jfif {
			return true
		}
		if f.adobe {
			return f.transform != 0
		}
		return string([]byte{f.parts[0].id, f.parts[1].id, f.parts[2].id}) != "RGB"
	case 4:
		return f.adobe && f.transform == 2
	}
	return false
}

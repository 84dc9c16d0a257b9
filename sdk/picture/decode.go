package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// What a file may be. Pillow warns from 89 million pixels on.
const (
	MaxBytes  = 64 << 20
	MaxPixels = 100_000_000
)

// Classes of errors; use errors.Is.
var (
	// ErrTooLarge: a file of more than MaxBytes, or one that unpacks to more than MaxPixels.
	ErrTooLarge = errors.New("the picture is too large")
	// ErrFormat: no picture, a damaged one, or a kind that is not read.
	ErrFormat = errors.New("not a picture that can be read")
)

// Open reads a file; the picture's text is the file's name.
func Open(path string) (*Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	p, err := Decode(data, filepath.Base(path))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// format is one kind of file.
type format struct {
	name   string
	magic  []string // a question mark is any byte
	config func(io.Reader) (image.Config, error)
	decode func([]byte) (*Image, error)
	dense  int // the most pixels that a byte can hold, 0 if there is no bound
}

// deflated is the most pixels, of one bit each, in a byte of what deflate makes.
const deflated = 8 * 1032

var formats = []format{
	{"JPEG", []string{"\xff\xd8\xff"}, jpeg.DecodeConfig, decodeJPEG, 0}, // which looks itself
	{"PNG", []string{"\x89PNG\r\n\x1a\n"}, png.DecodeConfig, decodePNG, deflated},
	{"GIF", []string{"GIF8?a"}, gif.DecodeConfig, decodeGIF, deflated}, // whose LZW holds less
	{"WebP", []string{"RIFF????WEBPVP8"}, webp.DecodeConfig, decodeWebP, 0},
	{"TIFF", []string{"II*\x00", "MM\x00*"}, tiff.DecodeConfig, decodeTIFF, 0},
	{"BMP", []string{"BM????\x00\x00\x00\x00"}, bmp.DecodeConfig, decodeBMP, 8},
}

// Decode reads the content of a file; text says what the picture shows.
func Decode(data []byte, text string) (p *Image, err error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("picture: %w: the file has more than %d bytes", ErrTooLarge, MaxBytes)
	}
	f, ok := sniff(data)
	if !ok {
		return nil, fmt.Errorf("picture: %w: it is none of JPEG, PNG, WebP, GIF, TIFF and BMP", ErrFormat)
	}
	defer func() { // a damaged file may trip a decoder
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("picture: %w: %s: %v", ErrFormat, f.name, r)
		}
	}()
	c, err := f.config(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("picture: %w: %s: %w", ErrFormat, f.name, err)
	}
	if c.Width < 1 || c.Height < 1 {
		return nil, fmt.Errorf("picture: %w: %s of %d x %d pixels", ErrFormat, f.name, c.Width, c.Height)
	}
	if c.Width > MaxPixels/c.Height {
		return nil, fmt.Errorf("picture: %w: %s of %d x %d pixels, more than %d", ErrTooLarge, f.name, c.Width, c.Height, MaxPixels)
	}
	if f.dense > 0 && c.Width*c.Height/f.dense > len(data) {
		return nil, fmt.Errorf("picture: %w: %s of %d x %d pixels in %d bytes: %w", ErrFormat, f.name, c.Width, c.Height, len(data), errShort)
	}
	if p, err = f.decode(data); err != nil {
		return nil, fmt.Errorf("picture: %w: %s: %w", ErrFormat, f.name, err)
	}
	p.text = text
	return p, nil
}

func sniff(data []byte) (format, bool) {
	for _, f := range formats {
		for _, magic := range f.magic {
			ok := len(data) >= len(magic)
			for i := 0; ok && i < len(magic); i++ {
				ok = magic[i] == '?' || magic[i] == data[i]
			}
			if ok {
				return f, true
			}
		}
	}
	return format{}, false
}

func plain(decode func(io.Reader) (image.Image, error)) func([]byte) (*Image, error) {
	return func(data []byte) (*Image, error) {
		img, err := decode(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		return fromImage(img), nil
	}
}

// decodePNG minds what the header says of the channels, as Go gives some files alpha that Pillow only notes.
func decodePNG(data []byte) (*Image, error) {
	p, err := plain(png.Decode)(data)
	if err != nil {
		return nil, err
	}
	depth, kind := data[24], data[25]
	switch kind {
	case 0: // grey, perhaps with one level that is transparent
		p.keyed = true
		p.indexed = depth == 1
	case 3:
		p.indexed = true // greys too
	case 2: // colours, of which one may be transparent
		p.alpha = nil
	}
	return p, nil
}

// decodeBMP takes a palette that is the greys in order for grey.
func decodeBMP(data []byte) (*Image, error) {
	img, err := bmp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	p := fromImage(img)
	if m, ok := img.(*image.Paletted); ok {
		p.indexed = !greys(m.Palette)
	}
	return p, nil
}

// greys tells whether a palette is the greys in order.
func greys(p color.Palette) bool {
	for i, c := range p {
		if r, g, b, _ := c.RGBA(); r>>8 != uint32(i) || g != r || b != r {
			return false
		}
	}
	return true
}

// decodeTIFF minds files of two colours, and turns the picture as the file says: of TIFF, and of no other format, Pillow does.
func decodeTIFF(data []byte) (*Image, error) {
	p, err := plain(tiff.Decode)(data)
	if err != nil {
		return nil, err
	}
	if tiffTag(data, 258, 1) == 1 {
		p.indexed = true
	}
	return p.turned(tiffTag(data, 274, 1)), nil
}

// tiffTag is a number of the first picture: bits of a sample (258), orientation (274). Of several numbers it is the first.
func tiffTag(data []byte, tag uint16, missing int) int {
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	at := int(order.Uint32(data[4:]))
	if at+2 > len(data) {
		return missing
	}
	for i := range int(order.Uint16(data[at:])) {
		entry := at + 2 + 12*i
		if entry+12 > len(data) {
			break
		}
		if order.Uint16(data[entry:]) != tag {
			continue
		}
		if order.Uint32(data[entry+4:]) <= 2 {
			return int(order.Uint16(data[entry+8:]))
		}
		if at := int(order.Uint32(data[entry+8:])); at+2 <= len(data) {
			return int(order.Uint16(data[at:]))
		}
	}
	return missing
}

// turned follows an orientation of EXIF, 1 to 8: rows and columns change places from 5 on, and are read from the other end.
func (p *Image) turned(orientation int) *Image {
	if orientation < 2 || orientation > 8 {
		return p
	}
	k := orientation - 1
	swap := k >= 4
	q := *p
	if swap {
		q.width, q.height = p.height, p.width
	}
	move := func(src []uint8, n int) []uint8 {
		if src == nil {
			return nil
		}
		dst := make([]uint8, len(src))
		for y := range q.height {
			for x := range q.width {
				sx, sy := x, y
				if swap {
					sx, sy = y, x
				}
				if right := [8]bool{1: true, 2: true, 6: true, 7: true}[k]; right {
					sx = p.width - 1 - sx
				}
				if bottom := [8]bool{2: true, 3: true, 5: true, 6: true}[k]; bottom {
					sy = p.height - 1 - sy
				}
				copy(dst[(y*q.width+x)*n:][:n], src[(sy*p.width+sx)*n:])
			}
		}
		return dst
	}
	q.pix, q.alpha = move(p.pix, p.channels), move(p.alpha, 1)
	return &q
}

// decodeGIF puts the first frame on the screen of the file. The colours are read from the file itself, as Go blackens the
// transparent one.
func decodeGIF(data []byte) (*Image, error) {
	img, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	m, ok := img.(*image.Paletted)
	if !ok {
		return fromImage(img), nil
	}
	table, clear := gifTable(data, m.Palette)
	fill := uint8(max(0, clear))
	w, h := int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	p := fromTable(w, h, table, func(x, y int) uint8 {
		if at := image.Pt(x, y); !at.In(m.Rect) {
			return fill
		}
		return m.ColorIndexAt(x, y)
	})
	grey := make(color.Palette, len(table))
	for i, c := range table {
		grey[i] = color.NRGBA{c.R, c.G, c.B, 255}
	}
	p.indexed = !greys(grey)
	return p, nil
}

// gifTable returns the colours of the first frame and which is transparent, -1 for none.
func gifTable(data []byte, decoded color.Palette) (table []color.NRGBA, clear int) {
	read := func(at, flags int) []color.NRGBA {
		t := make([]color.NRGBA, 2<<(flags&7))
		for i := range t {
			if k := at + 3*i; k+3 <= len(data) {
				t[i] = color.NRGBA{data[k], data[k+1], data[k+2], 255}
			}
		}
		return t
	}
	clear = -1
	for i, c := range decoded {
		if _, _, _, a := c.RGBA(); a == 0 && clear < 0 {
			clear = i
		}
	}
	at := 13
	if flags := int(data[10]); flags&0x80 != 0 {
		table = read(at, flags)
		at += 3 * len(table)
	}
	for at+10 < len(data) && data[at] == 0x21 { // extensions
		for at += 2; at < len(data) && data[at] != 0; {
			at += 1 + int(data[at])
		}
		at++
	}
	if at+10 <= len(data) && data[at] == 0x2c {
		if flags := int(data[at+9]); flags&0x80 != 0 {
			table = read(at+10, flags)
		}
	}
	if clear >= 0 && clear < len(table) {
		table[clear].A = 0
	}
	return table, clear
}

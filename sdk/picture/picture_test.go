package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/sdk/tensor"
)

// claim is the beginning of a PNG that says it has that many pixels.
func claim(w, h uint32) []byte {
	head := []byte("IHDR")
	head = binary.BigEndian.AppendUint32(head, w)
	head = binary.BigEndian.AppendUint32(head, h)
	head = append(head, 8, 2, 0, 0, 0)
	data := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), 13)
	return binary.BigEndian.AppendUint32(append(data, head...), crc32.ChecksumIEEE(head))
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrFormat},
		{"text", []byte("a picture, honestly"), ErrFormat},
		{"a bomb", claim(1<<20, 1<<20), ErrTooLarge},
		{"nothing behind its claim", claim(300, 300), ErrFormat},
		{"millions of pixels in a few bytes", claim(9000, 9000), ErrFormat},
		{"no width", claim(0, 5), ErrFormat},
		{"too many bytes", make([]byte, MaxBytes+1), ErrTooLarge},
		{"a GIF of nothing", []byte("GIF89a"), ErrFormat},
		{"a JPEG of nothing", []byte("\xff\xd8\xff\xd9"), ErrFormat},
		{"a JPEG of a few bits that claims millions of blocks", []byte("\xff\xd8\xff\xc0\x00\x0b\x08\x20\x00\x20\x00\x01\x01\x11\x00\xff\xd9"), ErrFormat},
		{"a TIFF of nothing", []byte("II*\x00\xff\xff\xff\xff"), ErrFormat},
	} {
		if _, err := Decode(c.data, ""); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none.png")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := Processor("openclip").Check(); err == nil || !strings.Contains(err.Error(), "open_clip") {
		t.Errorf("error %v, want one that suggests open_clip", err)
	}
	if _, err := CLIP.Apply(From(nil, ""), 10); err == nil {
		t.Error("an empty image was resized")
	}
}

// Every file, cut off or with a byte changed, gives a picture or an error.
func TestDamagedFiles(t *testing.T) {
	files, g := goldens(t)
	for _, c := range g.Cases {
		data := files[c.File]
		for k := 1; k < 24; k++ {
			at := len(data) * k / 24
			bad := slices.Clone(data)
			bad[at] ^= 0xff
			for _, d := range [][]byte{data[:at], bad} {
				p, err := Decode(d, "")
				if err == nil && len(p.pix) != p.width*p.height*p.channels {
					t.Errorf("%s, damaged at byte %d: %d x %d pixels, but %d values", c.File, at, p.width, p.height, len(p.pix))
				}
			}
		}
	}
}

func TestOpen(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "dark.png")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if w, h := p.Size(); w != 3 || h != 2 || p.String() != "dark.png" {
		t.Errorf("%v of %d x %d", p, w, h)
	}
}

// An empty page packs as densely as can be.
func TestDensePicture(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 3000, 3000))
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(b.Bytes(), ""); err != nil {
		t.Errorf("%d bytes of a black page: %v", b.Len(), err)
	}
	page := image.NewPaletted(image.Rect(0, 0, 3000, 3000), color.Palette{color.White, color.Black})
	for _, encode := range []func() error{
		func() error { return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, page) },
		func() error { return gif.Encode(&b, page, nil) },
	} {
		b.Reset()
		if err := encode(); err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(b.Bytes(), ""); err != nil {
			t.Errorf("%d bytes of a white page: %v", b.Len(), err)
		}
	}
}

// A picture is the same through a tensor, through a PNG, and from every kind of Go image.
func TestConversions(t *testing.T) {
	img := image.NewNRGBA(image.Rect(2, 3, 7, 6))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * 37)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	p := From(img, "colours")
	v, err := p.Tensor()
	if err != nil {
		t.Fatal(err)
	}
	q, err := FromTensor(v)
	if err != nil || !bytes.Equal(q.pix, p.pix) {
		t.Errorf("a tensor changed the picture, error %v", err)
	}
	data, err := p.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if q, err = Decode(data, ""); err != nil || !bytes.Equal(q.pix, p.pix) {
		t.Errorf("a PNG changed the picture, error %v", err)
	}
	rgba, deep := image.NewRGBA(img.Rect), image.NewNRGBA64(img.Rect)
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			rgba.Set(x, y, img.At(x, y))
			deep.Set(x, y, img.At(x, y))
		}
	}
	for _, other := range []image.Image{rgba, deep} {
		if q := From(other, ""); !bytes.Equal(q.pix, p.pix) {
			t.Errorf("%T gives other colours", other)
		}
	}
	if _, err := FromTensor(must(tensor.FromF32(make([]float32, 4), tensor.Sizes(1, 2, 2)...))); err == nil {
		t.Error("one channel is no error")
	}
}

func must(v *tensor.Tensor, err error) *tensor.Tensor {
	if err != nil {
		panic(err)
	}
	return v
}

func TestThumbnail(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 400, 100))
	for i := range img.Pix {
		img.Pix[i] = 77
	}
	p := From(img, "grey").Thumbnail(40)
	if w, h := p.Size(); w != 40 || h != 10 || p.pix[0] != 77 || p.String() != "grey" {
		t.Errorf("%v of %d x %d, first value %d", p, w, h, p.pix[0])
	}
	if w, h := From(img, "").Thumbnail(1000).Size(); w != 400 || h != 100 {
		t.Errorf("a small picture became %d x %d", w, h)
	}
}

// A picture of one line, whose longer side would become huge, costs no more than the square that is wanted.
func TestLongPicture(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 50000, 1))
	for i := range 50000 {
		img.Set(i, 0, color.RGBA{9, 9, 9, 255})
	}
	p, err := OpenCLIP.Apply(From(img, ""), 224)
	if err != nil || len(p.pix) != 3*224*224 || p.pix[0] != 9 {
		t.Errorf("%v, error %v", p, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("GIF89a\x02\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02\x02D\x01\x00;"))
	f.Add(claim(3, 3))
	files, _ := goldens(f)
	for _, name := range []string{"420-tiny.jpg", "progressive.jpg", "restarts.jpg", "bilevel.tif", "lossy-odd.webp"} {
		f.Add(files[name])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Decode(data, "")
		if err != nil || p.width*p.height > 1<<16 {
			return
		}
		if _, err := OpenCLIP.Apply(p, 8); err != nil {
			t.Error(err)
		}
	})
}

package pond

import (
	"image"
	"image/png"
	"os"
	"testing"
)

// TestSheet writes a contact sheet to the file that POND_SHEET names, to judge the drawings by eye.
func TestSheet(t *testing.T) {
	path := os.Getenv("POND_SHEET")
	if path == "" {
		t.Skip("POND_SHEET is not set")
	}
	var all []*Picture
	for _, c := range Colours() {
		for _, s := range Shapes() {
			all = append(all, Draw("small "+c+" "+s+" in the centre"), Draw("large "+c+" "+s))
		}
		all = append(all, Draw("the word "+c+" in "+Colours()[(len(c)*3)%8]+" ink"))
		all = append(all, Draw("the word purple in "+c+" ink"), Draw("three "+c+" rings"), Draw("red star "+c+" square black ring and white cross"))
	}
	const cols = 16
	sheet := image.NewRGBA(image.Rect(0, 0, cols*100, (len(all)+cols-1)/cols*100))
	for i, p := range all {
		if p.Err() != nil {
			t.Fatal(p.Err())
		}
		img := p.Image()
		for y := range 96 {
			for x := range 96 {
				sheet.Set(i%cols*100+x, i/cols*100+y, img.At(x/2, y/2))
			}
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, sheet); err != nil {
		t.Fatal(err)
	}
}

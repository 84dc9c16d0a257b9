package picture_test

import (
	"fmt"
	"image"
	"image/color"
	"log"

	"wade/sdk/picture"
)

func Example() {
	img := image.NewGray(image.Rect(0, 0, 300, 200))
	for i := range img.Pix {
		img.Pix[i] = uint8(i % 300 / 2)
	}
	img.SetGray(0, 0, color.Gray{255})
	p := picture.From(img, "a slope") // or picture.Open("photo.jpg")
	q, err := picture.OpenCLIP.Apply(p, 224)
	if err != nil {
		log.Fatal(err)
	}
	w, h := q.Size()
	fmt.Println(q, w, h)
	// Output: a slope 224 224
}

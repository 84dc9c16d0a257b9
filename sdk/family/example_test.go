package family_test

import (
	"fmt"

	"wade/sdk/family"
)

func ExampleLookup() {
	p, err := family.Lookup("OpenFlamingo-9B-vitl-mpt7b")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.About)
	fmt.Println("over", p.Language, "and", p.Vision)
	fmt.Println("a gated block for every", p.Every, "layers")
	// Output:
	// OpenFlamingo 9B: CLIP ViT-L/14 and MPT-7B
	// over anas-awadalla/mpt-7b and openai/clip-vit-large-patch14
	// a gated block for every 4 layers
}

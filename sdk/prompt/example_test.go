package prompt_test

import (
	"fmt"
	"log"

	"wade/sdk/pond"
	"wade/sdk/prompt"
)

func Example() {
	p := prompt.New().
		Shot(pond.Draw("a large red circle on the left"), "output :", "red").
		Ask(pond.Draw("a small green ring on the right"), "output :")
	fmt.Println(p)
	words, err := pond.Tokenizer()
	if err != nil {
		log.Fatal(err)
	}
	e, err := p.Encode(words, prompt.Format{Begin: "<bos>", Image: "<image>", End: "<eoc>"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(words.Decode(e.IDs()))
	fmt.Println("the first shot's answer is at", e.Positions(0, prompt.RoleAnswer))
	// Output:
	// [picture: a large red circle on the left] output : red
	// [picture: a small green ring on the right] output : …
	// <bos> <image> output : red <eoc> <image> output :
	// the first shot's answer is at [4]
}

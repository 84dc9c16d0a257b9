package tokenize_test

import (
	"fmt"

	"wade/sdk/tokenize"
)

func Example() {
	tok, err := tokenize.New([]string{"<image>", "a", "red", "circle"}, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	ids, _ := tok.Encode("<image> a red circle")
	fmt.Println(ids, tok.Decode(ids))
	_, err = tok.Encode("a red cirlce")
	fmt.Println(err)
	// Output:
	// [0 1 2 3] <image> a red circle
	// tokenize: the vocabulary has no word "cirlce" (byte 6), did you mean circle?: unknown token
}

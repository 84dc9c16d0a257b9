package pond_test

import (
	"fmt"

	"wade/sdk/pond"
)

func ExampleDraw() {
	fmt.Println(pond.Draw("three blue stars"))
	fmt.Println(pond.Draw("large red cirlce"))
	// Output:
	// picture: three blue stars
	// no picture: pond: cannot draw this: "cirlce" means nothing here: did you mean circle, circles?
}

func ExampleNewEpisode() {
	e, err := pond.NewEpisode("colour", 2, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(e)
	// Output:
	// [a large red ring on the right] output : red
	// [four white crosses] output : white
	// [a small blue star on the left] output : (blue)
}

func ExampleExam() {
	exam, err := pond.Exam("existence", 0, 100, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	var got, want []string
	for _, e := range exam {
		got, want = append(got, "yes"), append(want, e.Answer)
	}
	fmt.Println("always yes:", pond.Score(got, want))
	// Output: always yes: 0.46
}

func ExampleEpisodeBatch() {
	batch, err := pond.EpisodeBatch(10, 0, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	tok, err := pond.Tokenizer()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tok.Decode(batch.IDs.I32()))
	fmt.Println(tok.Decode(batch.Targets.I32()))
	fmt.Println(batch.Weights.F32()) // "red" could as well be "ring" or "two", so it is not trained
	fmt.Println(batch.Image.I32())
	fmt.Println(batch.Images.Shape())
	// Output:
	// <bos> <image> output : red <eoc> <image> output : green
	// <image> output : red <eoc> <image> output : green <eoc>
	// [0 0 0 0 0 0 0 0 1 1]
	// [-1 0 0 0 0 0 1 1 1 1]
	// [2 3 48 48]
}

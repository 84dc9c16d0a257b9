package rices_test

import (
	"context"
	"fmt"
	"os"

	"wade/sdk"
	"wade/sdk/pond"
	"wade/sdk/prompt"
	"wade/sdk/rices"
)

func Example() {
	ctx := context.Background()
	os.Setenv("WADE_CACHE", "off")
	m, err := sdk.Open(ctx, "pond", sdk.Backend("reference"))
	if err != nil {
		panic(err)
	}
	defer m.Close()
	pictures := []prompt.Picture{pond.Draw("large red circle on the left"), pond.Draw("small blue star on the top")}
	x, err := rices.Of(ctx, m, pictures)
	if err != nil {
		panic(err)
	}
	hits, err := x.Nearest(ctx, pond.DrawSeed("small blue star on the top", 3), 1)
	if err != nil {
		panic(err)
	}
	fmt.Println(hits[0].Name)
	// Output: picture: a small blue star on the top
}

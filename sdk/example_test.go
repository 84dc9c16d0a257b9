package sdk_test

import (
	"context"
	"fmt"
	"log"

	"wade/sdk"
	"wade/sdk/flamingo"
	"wade/sdk/pond"
	"wade/sdk/prompt"
)

func Example() {
	ctx := context.Background()
	m, err := sdk.Open(ctx, "pond", sdk.Untrained(1), sdk.Backend("reference"))
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()
	p := prompt.New().
		Shot(pond.Draw("large red circle on the left"), "output :", "red").
		Ask(pond.Draw("small green ring on the right"), "output :")
	a, err := m.Generate(ctx, p, flamingo.MaxTokens(3))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(a.Tokens), "tokens, each with its", len(a.Tokens[0].Top), "likeliest")
	// Output:
	// 3 tokens, each with its 5 likeliest
}

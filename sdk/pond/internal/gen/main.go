// Command gen writes tokenizer.json of the demonstration world; run it with go generate in sdk/pond.
package main

import (
	"log"
	"os"

	"wade/sdk/pond/internal/words"
)

func main() {
	data, err := words.TokenizerJSON()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("tokenizer.json", data, 0o644); err != nil {
		log.Fatal(err)
	}
}

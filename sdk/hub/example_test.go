package hub_test

import (
	"fmt"

	"wade/sdk/hub"
)

// Of a repository, a model needs the weights in one format, its configuration and its vocabulary.
func ExampleSelect() {
	for _, f := range hub.Select([]hub.File{
		{Path: "README.md"}, {Path: "config.json"}, {Path: "model.safetensors"}, {Path: "modeling_mine.py"}, {Path: "pytorch_model.bin"}, {Path: "tokenizer.json"},
	}) {
		fmt.Println(f.Path)
	}
	// Output:
	// README.md
	// config.json
	// tokenizer.json
	// model.safetensors
}

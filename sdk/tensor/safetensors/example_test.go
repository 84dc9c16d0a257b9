package safetensors_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"wade/sdk/tensor"
	"wade/sdk/tensor/safetensors"
)

func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.safetensors")
	w, err := tensor.FromF32([]float32{1, 2, 3, 4, 5, 6}, tensor.Sizes(2, 3)...)
	if err != nil {
		log.Fatal(err)
	}
	if err := safetensors.Write(path, map[string]*tensor.Tensor{"weight": w}, map[string]string{"seed": "7"}); err != nil {
		log.Fatal(err)
	}
	f, err := safetensors.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	x, err := f.Tensor("weight")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.Names(), x.Shape(), x.F32(), f.Metadata()["seed"])
	// Output: [weight] [2 3] [1 2 3 4 5 6] 7
}

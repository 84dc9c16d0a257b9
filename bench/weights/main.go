// Command weights writes a safetensors file of random weights of a large model, which sdk/backend loads.
//
//	go run ./bench/weights -size 1b -dtype bf16 -out build/bench/of3b.safetensors
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"wade/bench/internal/big"
	"wade/sdk/flamingo"
)

func main() {
	size := flag.String("size", "1b", "1b: as OpenFlamingo-3B; small: for trying things")
	dtype := flag.String("dtype", "bf16", "bf16 or f32")
	out := flag.String("out", "build/bench/of3b.safetensors", "the file")
	seed := flag.Uint64("seed", 1, "of the random numbers")
	parts := flag.String("parts", "", "some of vision,resampler,gated,language; all without")
	flag.Parse()
	if err := run(*size, *dtype, *out, *seed, *parts); err != nil {
		fmt.Fprintln(os.Stderr, "weights:", err)
		os.Exit(1)
	}
}

func run(size, dtype, out string, seed uint64, list string) error {
	c, err := big.Size(size)
	if err != nil {
		return err
	}
	if dtype != "bf16" && dtype != "f32" {
		return fmt.Errorf("unknown type %q, want bf16 or f32", dtype)
	}
	var parts []flamingo.Part
	for p := range strings.SplitSeq(list, ",") {
		if p != "" {
			parts = append(parts, flamingo.Part(p))
		}
	}
	return big.Write(out, c, dtype == "bf16", seed, parts...)
}

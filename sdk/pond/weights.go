package pond

import (
	"embed"
	"errors"
	"fmt"
)

// ErrNoWeights: this build of wade comes without trained weights.
var ErrNoWeights = errors.New("this build has no trained weights")

//go:embed weights
var weights embed.FS

// Weights returns the trained model of this world, a safetensors file, and the record of its training, JSON.
func Weights() (model, record []byte, err error) {
	if model, err = weights.ReadFile("weights/model.safetensors"); err == nil {
		record, err = weights.ReadFile("weights/record.json")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("pond: %w", ErrNoWeights)
	}
	return model, record, nil
}

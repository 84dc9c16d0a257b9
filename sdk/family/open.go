package family

import (
	"fmt"

	"wade/sdk/checkpoint"
)

func open(path string) (Tensors, error) {
	f, err := checkpoint.Open(path)
	if err != nil {
		return nil, fmt.Errorf("family: %w", err)
	}
	return f, nil
}

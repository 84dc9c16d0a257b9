package rices

import (
	"wade/sdk/picture"
	"wade/sdk/prompt"
)

// endings of picture files.
var endings = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp"}

// opened is a file as a picture, and no pointer to nothing where it cannot be read.
func opened(path string) (prompt.Picture, error) {
	p, err := picture.Open(path)
	if err != nil {
		return nil, err
	}
	return p, nil
}

package rices

import (
	"fmt"
	"image"
	_ "image/gif"  // a format
	_ "image/jpeg" // a format
	_ "image/png"  // a format
	"os"
	"path/filepath"

	"wade/sdk/prompt"
)

// endings of picture files.
var endings = []string{".png", ".jpg", ".jpeg", ".gif"}

// Open reads a picture file.
func Open(path string) (prompt.Picture, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return prompt.FromImage(img, filepath.Base(path)), nil
}

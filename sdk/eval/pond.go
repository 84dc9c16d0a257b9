package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"wade/sdk/internal/whole"
	"wade/sdk/pond"
)

// PondTasks are the tasks of the demonstration world that one question after shots of the same task can be asked about.
func PondTasks() []string {
	return []string{"colour", "shape", "count", "place", "what-colour", "what-shape", "which-colour", "existence", "ink", "word"}
}

// Pond writes a data set of the demonstration world into a folder: so many questions of each task, and 32 shots. It returns the
// path of its file. The same seed gives the same data set.
func Pond(dir string, questions int, seed uint64) (string, error) {
	const shots = 32
	if questions < 1 {
		return "", fmt.Errorf("eval: %d questions of each task, want at least 1", questions)
	}
	if err := os.MkdirAll(filepath.Join(dir, "pictures"), 0o755); err != nil {
		return "", fmt.Errorf("eval: %w", err)
	}
	var lines bytes.Buffer
	for _, task := range PondTasks() {
		for i := range questions + shots {
			e, err := pond.NewEpisode(task, 0, seed<<32+uint64(i))
			if err != nil {
				return "", fmt.Errorf("eval: %w", err)
			}
			x := Example{ID: fmt.Sprintf("%s-%d", task, i), Question: e.Query.Prompt, Answers: []string{e.Answer}, Task: task}
			x.Image = "pictures/" + x.ID + ".png"
			if i >= questions {
				x.Split = splitShots
			}
			if task == "existence" {
				x.Candidates = []string{"yes", "no"}
			}
			var picture bytes.Buffer
			if err = png.Encode(&picture, e.Query.Picture.Image()); err == nil {
				err = os.WriteFile(filepath.Join(dir, filepath.FromSlash(x.Image)), picture.Bytes(), 0o644)
			}
			if err != nil {
				return "", fmt.Errorf("eval: %w", err)
			}
			line, err := json.Marshal(x)
			if err != nil {
				return "", fmt.Errorf("eval: %w", err)
			}
			lines.Write(append(line, '\n'))
		}
	}
	path := filepath.Join(dir, "pond.jsonl")
	err := whole.Write(path, ".pond-*", 0o644, func(f *os.File) error { _, err := f.Write(lines.Bytes()); return err })
	if err != nil {
		return "", fmt.Errorf("eval: %w", err)
	}
	return path, nil
}

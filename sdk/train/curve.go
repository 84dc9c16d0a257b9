package train

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"wade/sdk/internal/whole"
)

// Point is one step on a training curve.
type Point struct {
	Step  int                `json:"step"`
	Loss  float64            `json:"loss"`
	Norm  float64            `json:"grad_norm"`
	Rate  float64            `json:"rate"`
	Watch map[string]float64 `json:"watch,omitempty"` // gates, for example
}

// ReadCurve reads a curve file, one JSON object a line. A last line cut short by a crash is left out; a file that does not
// exist is an empty curve.
func ReadCurve(path string) ([]Point, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var points []Point
	var bad error
	scan := bufio.NewScanner(f)
	for scan.Scan() {
		if bad != nil {
			return nil, bad
		}
		var p Point
		if err := json.Unmarshal(scan.Bytes(), &p); err != nil {
			bad = fmt.Errorf("train: %s, line %d: %w", path, len(points)+1, err)
			continue
		}
		points = append(points, p)
	}
	return points, scan.Err()
}

// keepCurve rewrites a curve file without the points after a step, so that a resumed run appends where its checkpoint stands.
func keepCurve(path string, step int) error {
	points, err := ReadCurve(path)
	if err != nil {
		return err
	}
	return whole.Write(path, ".curve-*", 0o644, func(f *os.File) error {
		for _, p := range points {
			if p.Step <= step {
				if err := appendPoint(f, p); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func appendPoint(f *os.File, p Point) error {
	line, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("train: step %d: %w (the loss is not a number: lower the learning rate)", p.Step, err)
	}
	_, err = f.Write(append(line, '\n'))
	return err
}

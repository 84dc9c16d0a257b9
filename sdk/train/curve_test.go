package train

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCurveSurvivesACrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "curve.jsonl")
	if points, err := ReadCurve(path); err != nil || len(points) != 0 {
		t.Fatalf("a missing curve gave %v, %v", points, err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for step := 1; step <= 5; step++ {
		if err := appendPoint(f, Point{Step: step, Loss: 1 / float64(step)}); err != nil {
			t.Fatal(err)
		}
	}
	f.WriteString(`{"step":6,"lo`)
	f.Close()
	points, err := ReadCurve(path)
	if err != nil || len(points) != 5 {
		t.Fatalf("read %d points, %v; want the 5 whole ones", len(points), err)
	}
	if err := keepCurve(path, 3); err != nil {
		t.Fatal(err)
	}
	points, err = ReadCurve(path)
	if err != nil || len(points) != 3 || points[2].Loss != 1.0/3 {
		t.Fatalf("after cutting at step 3: %v, %v", points, err)
	}
	os.WriteFile(path, []byte("{}\nnonsense\n{}\n"), 0o644)
	if _, err := ReadCurve(path); err == nil {
		t.Error("a broken line in the middle was not reported")
	}
}

package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/notebook"
)

// gophernotes returns the folder with the public examples of gophernotes: of WADE_GOPHERNOTES, or of its module.
func gophernotes(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("WADE_GOPHERNOTES"); dir != "" {
		return dir
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", "github.com/gopherdata/gophernotes@v0.7.5")
	cmd.Dir = t.TempDir()
	out, err := cmd.Output()
	var m struct{ Dir string }
	if err != nil || json.Unmarshal(out, &m) != nil || m.Dir == "" {
		t.Skipf("the examples of gophernotes are not here and cannot be fetched: %v", err)
	}
	return filepath.Join(m.Dir, "examples")
}

// pictures serves a picture in the format that the path asks for.
func pictures(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		img := image.NewRGBA(image.Rect(0, 0, 8, 8))
		switch filepath.Ext(r.URL.Path) {
		case ".png":
			_ = png.Encode(w, img)
		case ".jpg":
			_ = jpeg.Encode(w, img, nil)
		default:
			_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// The public examples of gophernotes run; what they fetch from the network comes from here.
func TestGophernotesExamples(t *testing.T) {
	dir := gophernotes(t)
	remote := regexp.MustCompile(`https?://[^"\\ ]*/([^"\\ /]*)\.(png|svg|jpg)`)
	local := pictures(t).URL
	for name, want := range map[string]struct {
		outputs string // types of the outputs, in order
		failed  string
	}{
		"Display":                       {outputs: "text/html text/markdown text/latex image/png image/svg+xml image/jpeg image/png image/png text/html text/latex text/latex"},
		"Matrix_Operations":             {outputs: "stdout stdout"},
		"Worker_Pools":                  {outputs: "stdout"},
		"Facial_Recognition_MachineBox": {failed: `cannot import "github.com/machinebox/sdk-go/facebox"`},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, name+".ipynb"))
			if err != nil {
				t.Skip(err)
			}
			var nb *notebook.Notebook
			path := filepath.Join(t.TempDir(), "nb.ipynb")
			text = bytes.ReplaceAll(text, []byte("p, err := plot.New()"), []byte("p := plot.New()")) // its API of then
			if err := os.WriteFile(path, remote.ReplaceAll(text, []byte(local+"/$1.$2")), 0o644); err != nil {
				t.Fatal(err)
			}
			if nb, err = notebook.Open(path); err != nil {
				t.Fatal(err)
			}
			err = notebook.Runner{Engine: start(t, Options{}), Timeout: 2 * time.Minute}.Run(t.Context(), nb)
			var failed *notebook.CellError
			if errors.As(err, &failed) != (want.failed != "") || failed != nil && !strings.Contains(failed.Error(), want.failed) {
				t.Fatalf("error %v, want %q", err, want.failed)
			}
			if got := shown(nb); failed == nil && got != want.outputs {
				t.Errorf("it shows %s, want %s", got, want.outputs)
			}
		})
	}
}

// shown lists what the cells of a notebook show.
func shown(nb *notebook.Notebook) string {
	var out []string
	for _, c := range nb.Cells {
		for _, o := range c.Outputs {
			b, _ := json.Marshal(o) // as it is saved
			var x struct {
				Name string
				Data map[string]any
			}
			_ = json.NewDecoder(bytes.NewReader(b)).Decode(&x)
			kind := x.Name
			for mime := range x.Data {
				if mime != "text/plain" {
					kind = mime
				}
			}
			if kind == "" {
				kind = fmt.Sprint(x.Data["text/plain"])
			}
			out = append(out, kind)
		}
	}
	return strings.Join(out, " ")
}

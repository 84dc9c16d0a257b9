package job

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	usual := map[string]int{"rows": 1, "in": 2048}
	j, err := Parse("linear rows=4 type=bf16", usual, 1)
	if err != nil || j.Name != "linear" || j.Type != "bf16" || j.N["rows"] != 4 || j.N["in"] != 2048 || usual["rows"] != 1 {
		t.Errorf("%+v, %v", j, err)
	}
	for _, bad := range []string{"", "linear rows", "linear rows=x", "linear rows=0", "linear cols=3"} {
		if j, err := Parse(bad, usual, 1); err == nil {
			t.Errorf("%q is %+v, want an error", bad, j)
		}
	}
}

func TestServeGoesOnAfterAnError(t *testing.T) {
	var out bytes.Buffer
	err := Serve(strings.NewReader("bad\ngood\n"), json.NewEncoder(&out), func(text string) (any, error) {
		if text == "bad" {
			return nil, errors.New("no")
		}
		return map[string]int{"ms": 1}, nil
	})
	if want := "{\"error\":\"no\",\"job\":\"bad\"}\n{\"ms\":1}\n"; err != nil || out.String() != want {
		t.Errorf("%s, %v", out.String(), err)
	}
}

package engine

import (
	"strings"
	"testing"
)

// A cell asks for a line, and for one that is not shown, through the SDK.
func TestAskInACell(t *testing.T) {
	nb := newNotebook(t)
	nb.lines = []string{"Ada", "sesame"}
	_, result, failed := nb.run(t.Context(), `import "wade/sdk/display"
name := must(display.Input(ctx, "name? "))
word := must(display.Password(ctx, "word? "))
name + " knows " + word`)
	if failed != "" || !strings.Contains(result, "Ada knows sesame") {
		t.Errorf("%q %q", result, failed)
	}
	if _, _, failed := nb.run(t.Context(), `display.Input(ctx, "again? ")`); !strings.Contains(failed, "no more input") {
		t.Errorf("without an answer: %q", failed)
	}
}

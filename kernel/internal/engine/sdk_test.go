package engine

import (
	"context"
	"strings"
	"testing"
)

// What the guide shows must run in cells: the SDK through the interpreter, on the embedded model.
func TestSDKInCells(t *testing.T) {
	nb := newNotebook(t)
	for i, c := range []struct{ code, mimes, text, err string }{
		{code: `import ("wade/sdk"; "wade/sdk/flamingo"; "wade/sdk/prompt"; "wade/sdk/pond"; "wade/sdk/probe")
m := must(sdk.Open(ctx, "pond", sdk.Untrained(1), sdk.Backend("reference")))`},
		{code: `m`, mimes: "text/html text/plain", text: "pond"},
		{code: `p := prompt.New().
	Shot(pond.Draw("large red circle on the left"), "output :", "red").
	Shot(pond.Draw("small blue star on the top"), "output :", "blue").
	Ask(pond.Draw("small green ring on the right"), "output :")
p`, mimes: "text/html"},
		{code: `a := must(m.Generate(ctx, p, flamingo.MaxTokens(3)))
len(a.Tokens)`, mimes: "text/plain", text: "3"},
		{code: `m.Generate(ctx, p)`, mimes: "text/html"},
		{code: `probe.Gates(ctx, m, p)`, mimes: "image/svg+xml"},
		{code: `[]any{1, pond.Draw("large red circle on the left")}[1]`, mimes: "image/png"},
		{code: `a.Tokens[0]`, mimes: "text/html text/plain", text: " 0."},
		{code: `m.Generate(ctx, p), 1`, err: "expected 1 expression; Display(a, b) shows several values"},
		{code: `?m.Generat`, err: "nothing is known about \"m.Generat\"; near matches: m.Generate"},
		{code: `m.Generate(ctx, prompt.New())`, err: "Error: "},
		{code: `m.Generat(ctx, p)`, err: "near matches: Generate"},
	} {
		_, _, failed := nb.run(context.Background(), c.code)
		if c.err != "" {
			if !strings.Contains(failed, c.err) {
				t.Errorf("cell %d: error %q, want %q in it", i+1, failed, c.err)
			}
			continue
		}
		if failed != "" {
			t.Errorf("cell %d: %s", i+1, failed)
			continue
		}
		if c.mimes == "" {
			continue
		}
		if len(nb.result) != 1 {
			t.Errorf("cell %d has %d results", i+1, len(nb.result))
			continue
		}
		for _, mime := range strings.Fields(c.mimes) {
			if nb.result[0].Data[mime] == nil {
				t.Errorf("cell %d: no %s, only %s", i+1, mime, mimes(nb.result[0]))
			}
		}
		if text, _ := nb.result[0].Data["text/plain"].(string); !strings.Contains(text, c.text) {
			t.Errorf("cell %d shows %q, want %q in it", i+1, text, c.text)
		}
	}
}

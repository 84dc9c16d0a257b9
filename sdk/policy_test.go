package sdk_test

import (
	"strings"
	"testing"

	"wade/sdk"
	"wade/sdk/pond"
	"wade/sdk/prompt"
)

// TestPoliciesAnswerAlike asks pond the same under every policy of the CPU backend.
func TestPoliciesAnswerAlike(t *testing.T) {
	var prompts []*prompt.Prompt
	var want []string
	for _, colour := range []string{"red", "green", "blue", "yellow"} {
		for _, shape := range []string{"circle", "square", "ring"} {
			prompts = append(prompts, prompt.New().
				Shot(pond.Draw("large red star on the left"), "output :", "red").
				Shot(pond.Draw("small blue circle on the top"), "output :", "blue").
				Ask(pond.Draw("large "+colour+" "+shape+" on the right"), "output :"))
		}
	}
	for _, policy := range []string{"f32", "bf16", "w8", "w4"} {
		m, err := sdk.Open(t.Context(), "pond", sdk.Backend("cpu"), sdk.Policy(policy))
		if err != nil {
			t.Skipf("no such backend here (build it, and set WADE_PLUGIN_PATH): %v", err)
		}
		defer m.Close()
		answers, err := m.GenerateAll(t.Context(), prompts)
		if err != nil {
			t.Fatal(err)
		}
		same := 0
		for i, a := range answers {
			if policy == "f32" {
				want = append(want, a.Text)
			}
			if a.Text == want[i] {
				same++
			}
		}
		t.Logf("%s: %d of %d answers as under f32", policy, same, len(prompts))
		if same < len(prompts) && policy != "w4" || same < len(prompts)-1 {
			t.Errorf("%s: %d of %d answers are those of f32", policy, same, len(prompts))
		}
	}
	_, err := sdk.Open(t.Context(), "pond", sdk.Backend("cpu"), sdk.Policy("w3"))
	if err == nil || !strings.Contains(err.Error(), `"w3"`) || !strings.Contains(err.Error(), `"w4"`) {
		t.Errorf("an unknown policy gave %v, want the ones there are", err)
	}
}

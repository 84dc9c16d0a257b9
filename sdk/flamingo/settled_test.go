package flamingo

import "testing"

func TestHalfCharactersWait(t *testing.T) {
	for text, want := range map[string]string{"": "", "né": "né", "n\xc3": "n", "日\xe6\x97": "日", "a\ufffd": "a", "\xff": ""} {
		if got := settled(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

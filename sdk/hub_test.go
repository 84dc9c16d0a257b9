package sdk_test

import (
	"errors"
	"strings"
	"testing"

	"wade/internal/hubtest"
	"wade/sdk"
	"wade/sdk/hub"
)

// A published model is opened by its name: downloaded with what lies under it the first time, from the cache without a network after.
func TestOpenByName(t *testing.T) {
	const name = "openflamingo/OpenFlamingo-3B-vitl-mpt1b"
	h := hubtest.New(t)
	h.Repos[name] = hubtest.Zip(t, "family/testdata/mpt1b.zip", "")
	h.Repos["anas-awadalla/mpt-1b-redpajama-200b"] = hubtest.Zip(t, "family/testdata/mpt1b.zip", "language")
	h.Repos["openai/clip-vit-large-patch14"] = hubtest.Zip(t, "family/testdata/mpt1b.zip", "vision")
	h.Repos["mine/tuned"] = hubtest.Zip(t, "family/testdata/idefics.zip", "")
	t.Setenv("HF_ENDPOINT", h.URL)
	t.Setenv("HF_HUB_CACHE", t.TempDir())
	t.Setenv("WADE_OFFLINE", "1")
	if _, err := sdk.Open(t.Context(), name, sdk.Backend("reference")); !errors.Is(err, hub.ErrOffline) {
		t.Errorf("offline: %v", err)
	}
	if _, err := sdk.Open(t.Context(), "mine/tuned", sdk.Backend("reference")); err == nil || !strings.Contains(err.Error(), "mine/tuned") {
		t.Errorf("a repository that wade does not know: %v", err)
	}
	t.Setenv("WADE_OFFLINE", "")
	c, err := hub.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Pull(t.Context(), "mine/tuned", ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, name := range []string{name, "mine/tuned"} {
			m, err := sdk.Open(t.Context(), name, sdk.Backend("reference"))
			if err != nil {
				t.Fatal(err)
			}
			if m.Config().Name != name {
				t.Errorf("%s is called %q", name, m.Config().Name)
			}
			if err := m.Close(); err != nil {
				t.Error(err)
			}
		}
		h.Close()
	}
}

package engine

import (
	"context"
	"fmt"
	"testing"
)

// A cell that gives up because its context ended was interrupted, also where it notices before the run does.
func TestACellMayNoticeFirst(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	gone := &ended{value: failure{err: fmt.Errorf("input: %w", context.Canceled)}}
	m := &machine{}
	if out := m.orWhy(&run{asked: ctx}, gone); out != gone {
		t.Errorf("before the end: %v", out.value)
	}
	cancel()
	if out := m.orWhy(&run{asked: ctx}, gone); out.value != any(interrupted{}) {
		t.Errorf("after it: %v", out.value)
	}
}

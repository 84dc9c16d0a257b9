package server

import (
	"testing"
	"time"

	"wade/kernel/internal/wire"
)

func TestAbortReachesWhatIsOnItsWay(t *testing.T) {
	now := time.Now()
	for name, c := range map[string]struct {
		failed, sent time.Time
		want         bool
	}{
		"sent before the failure": {now, now.Add(-time.Millisecond), true},
		"sent after it":           {now, now.Add(time.Millisecond), false},
		"long ago":                {now.Add(-time.Minute), now.Add(-time.Hour), false},
		"nothing failed":          {time.Time{}, now, false},
	} {
		q := newQueue()
		q.failed = c.failed
		q.push(&request{Message: &wire.Message{Header: wire.Header{Date: c.sent.UTC().Format("2006-01-02T15:04:05.000000Z")}}})
		if r, _ := q.pop(); r.aborted != c.want {
			t.Errorf("%s: aborted %v", name, r.aborted)
		}
	}
}

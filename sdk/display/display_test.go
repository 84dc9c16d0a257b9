package display

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

type page struct{}

func (page) HTML() string   { return "<b>page</b>" }
func (page) String() string { return "page" }

type broken struct{}

func (broken) HTML() string { panic("no ink") }

type rendered struct{}

type nilPage struct{ s string }

func (p *nilPage) HTML() string { return p.s }

func (rendered) Render() Data { return Data{Data: MIMEMap{MIMESVG: "<svg/>"}} }

func TestBundle(t *testing.T) {
	for _, c := range []struct {
		name string
		v    any
		mime string
		want string
		text string
	}{
		{"nil", nil, MIMEText, "nil", "nil"},
		{"number", 42, MIMEText, "42", "42"},
		{"HTMLer", page{}, MIMEHTML, "<b>page</b>", "page"},
		{"Renderer gets a text", rendered{}, MIMESVG, "<svg/>", "{}"},
		{"Data", HTML("<i>x</i>"), MIMEHTML, "<i>x</i>", "<i>x</i>"},
		{"a panic is told", broken{}, MIMEText, "no ink", "no ink"},
		{"slice of HTMLer", []page{{}, {}}, MIMEHTML, "<b>page</b></div><div><b>page</b>", "page\npage"},
		{"nil of a type that shows itself", (*nilPage)(nil), MIMEText, "nil", "nil"},
		{"plain slice", []int{1, 2}, MIMEText, "[1 2]", "[1 2]"},
	} {
		d := Bundle(c.v)
		if s, _ := d.Data[c.mime].(string); !strings.Contains(s, c.want) {
			t.Errorf("%s: %s is %q, want %q in it", c.name, c.mime, s, c.want)
		}
		if s, _ := d.Data[MIMEText].(string); !strings.Contains(s, c.text) {
			t.Errorf("%s: text is %q, want %q in it", c.name, s, c.text)
		}
	}
	if text := Bundle(image.NewGray(image.Rect(1, 1, 3, 4))).Data[MIMEText]; text != "image 2 × 3" {
		t.Errorf("an image reads %q", text)
	}
	if b, ok := Bundle(image.NewGray(image.Rect(0, 0, 2, 2))).Data[MIMEPNG].([]byte); !ok || string(b[1:4]) != "PNG" {
		t.Error("an image is not shown as PNG")
	}
}

func TestHTMLIsEscaped(t *testing.T) {
	tab := NewTable("a<b").Add("<script>", 0.5)
	if s := tab.HTML(); strings.Contains(s, "<script>") || strings.Contains(s, "a<b") {
		t.Errorf("markup of a cell reaches the page: %s", s)
	}
	if got, want := tab.String(), "a<b\n<script>  0.5\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got, want := tab.CSV(), "a<b\n<script>,0.5\n"; got != want {
		t.Errorf("CSV %q, want %q", got, want)
	}
}

func TestTableRoundsForReadersOnly(t *testing.T) {
	tab := NewTable("layer", "value").Add(1, 0.123456789).Add(2, 12345.678).Add(3, math.NaN()).Add(4, 1e-9)
	if got, want := tab.String(), "layer  value\n1      0.123\n2      12346\n3        NaN\n4      1e-09\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	tab.Rows[3][1] = "tiny"
	if got, want := tab.CSV(), "layer,value\n1,0.123456789\n2,12345.678\n3,NaN\n4,tiny\n"; got != want {
		t.Errorf("CSV %q, want %q", got, want)
	}
}

type recorder struct {
	mu  sync.Mutex
	log []string
}

func (r *recorder) add(s string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.log = append(r.log, s)
}

func (r *recorder) shown() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.log)
}

func (r *recorder) Display(d Data, id string) { r.add("show " + d.Data[MIMEText].(string)) }
func (r *recorder) Update(d Data, id string)  { r.add("update " + d.Data[MIMEText].(string)) }
func (r *recorder) Clear(bool)                { r.add("clear") }

func TestShowGoesToTheSink(t *testing.T) {
	Show("before any sink is set nothing happens")
	r := &recorder{}
	defer SetSink(SetSink(r))
	h := Show(1)
	h.Update(2)
	Clear(true)
	if got := strings.Join(r.log, ","); got != "show 1,update 2,clear" {
		t.Errorf("the sink saw %s", got)
	}
}

func TestProgressAppearsOnlyForLongWork(t *testing.T) {
	r := &recorder{}
	defer SetSink(SetSink(r))
	p := NewProgress("train", 10)
	clock := p.start
	p.now = func() time.Time { return clock }
	p.Set(1, "")
	p.Done()
	if len(r.log) != 0 {
		t.Fatalf("short work was shown: %v", r.log)
	}
	p = NewProgress("train", 10)
	clock = p.start
	p.now = func() time.Time { return clock }
	clock = clock.Add(4 * time.Second)
	p.Set(2, "loss 0.5")
	p.Set(3, "too soon after the last drawing")
	if len(r.log) != 1 || !strings.Contains(r.log[0], "2/10 · 16s left · loss 0.5") {
		t.Fatalf("long work was shown as %q", r.log)
	}
	p.Set(10, "")
	p.Done()
	if last := r.log[len(r.log)-1]; !strings.Contains(last, "10/10") {
		t.Errorf("the last drawing is %q", last)
	}
}

// Every way to end is told, and the pace leaves out what was done before.
func TestProgressEnds(t *testing.T) {
	for _, c := range []struct {
		done int
		err  error
		want string
	}{
		{10, nil, "10/10 · 9s"}, {4, nil, "4/10 · stopped after 9s"}, {4, fmt.Errorf("it: %w", context.Canceled), "4/10 · interrupted after 9s"},
		{4, errors.New("no"), "4/10 · failed after 9s"},
	} {
		r := &recorder{}
		old := SetSink(r)
		p := NewProgress("train", 10)
		p.Skip(2)
		clock := p.start.Add(3 * time.Second)
		p.now = func() time.Time { return clock }
		p.Set(3, "")
		if !strings.Contains(r.log[0], "3/10 · 21s left") {
			t.Errorf("at 3: %q", r.log)
		}
		clock = p.start.Add(9 * time.Second)
		p.done = c.done
		p.End(c.err)
		p.End(nil)
		p.Set(5, "late")
		if got := r.log[len(r.log)-1]; len(r.log) != 2 || !strings.Contains(got, c.want) {
			t.Errorf("at the end: %q, want %q", r.log, c.want)
		}
		SetSink(old)
	}
}

// A step that takes long does not keep the bar from appearing, and work within work has no bar of its own.
func TestBegin(t *testing.T) {
	r := &recorder{}
	defer SetSink(SetSink(r))
	ctx, outer := Begin(t.Context(), "outer", 0)
	_, inner := Begin(ctx, "inner", 4)
	_, hushed := Begin(Quiet(t.Context()), "hushed", 4)
	for deadline := time.Now().Add(30 * time.Second); len(r.shown()) == 0 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	inner.Set(2, "")
	hushed.Set(2, "")
	for _, p := range []*Progress{hushed, inner, outer} {
		p.End(nil)
	}
	if got := strings.Join(r.shown(), "\n"); strings.Contains(got, "inner") || strings.Contains(got, "hushed") || strings.Count(got, "outer") != 2 {
		t.Errorf("shown %q", got)
	}
}

func TestAsk(t *testing.T) {
	if _, err := Input(t.Context(), "name? "); err == nil {
		t.Error("somebody answered where nobody is")
	}
	SetAsker(func(_ context.Context, prompt string, password bool) (string, error) {
		return fmt.Sprint(prompt, password), nil
	})
	defer SetAsker(nil)
	if line, err := Input(t.Context(), "name? "); err != nil || line != "name? false" {
		t.Errorf("%q %v", line, err)
	}
	if line, err := Password(t.Context(), "word? "); err != nil || line != "word? true" {
		t.Errorf("%q %v", line, err)
	}
}

package display

import (
	"context"
	"fmt"
	"image"
	"strings"
	"testing"
	"time"
)

type page struct{}

func (page) HTML() string   { return "<b>page</b>" }
func (page) String() string { return "page" }

type broken struct{}

func (broken) HTML() string { panic("no ink") }

type rendered struct{}

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

type recorder struct{ log []string }

func (r *recorder) Display(d Data, id string) {
	r.log = append(r.log, "show "+d.Data[MIMEText].(string))
}
func (r *recorder) Update(d Data, id string) {
	r.log = append(r.log, "update "+d.Data[MIMEText].(string))
}
func (r *recorder) Clear(bool) { r.log = append(r.log, "clear") }

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

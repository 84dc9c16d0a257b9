package flamingo

import (
	"context"
	"fmt"
	"html"
	"strings"
	"time"
	"unicode/utf8"

	"wade/sdk/display"
	"wade/sdk/prompt"
)

// Stream is an answer that is still growing.
//
//	s := m.Stream(ctx, p)
//	for s.Next() {
//		fmt.Print(s.New())
//	}
//	answer, err := s.Answer()
type Stream struct {
	texts     chan string
	text, new string
	cancel    context.CancelFunc
	over      chan struct{}
	answer    *Answer
	err       error
}

// Stream is Generate for those who want to see the words as they come. It goes on by itself, whether or not somebody listens,
// until the answer is there, ctx ends or Close is called.
func (m *Model) Stream(ctx context.Context, p *prompt.Prompt, opts ...Option) *Stream {
	ctx, cancel := context.WithCancel(display.Quiet(ctx))
	s := &Stream{over: make(chan struct{}), cancel: cancel}
	chosen, err := choose(opts)
	if err != nil {
		s.err = err
		cancel()
		close(s.over)
		return s
	}
	texts := make(chan string, chosen.limit)
	s.texts = texts
	told := func(text string) {
		select {
		case texts <- text:
		default: // there are never more than its room
		}
	}
	go func() {
		defer cancel()
		defer close(s.over)
		defer close(texts)
		s.answer, s.err = m.Generate(ctx, p, append(opts[:len(opts):len(opts)], func(o *settings) { o.told = told })...)
	}()
	return s
}

// Next waits for more of the answer; false means that it is over.
func (s *Stream) Next() bool {
	if s.texts == nil {
		return false
	}
	text, ok := <-s.texts
	s.new = ""
	if !ok {
		return false
	}
	if strings.HasPrefix(text, s.text) {
		s.new = text[len(s.text):]
	}
	s.text = text
	return true
}

// Text is the answer so far. With Beams it is that of the best one, which may still become another.
func (s *Stream) Text() string { return s.text }

// New is what the last Next added to the text; empty where beams made it another.
func (s *Stream) New() string { return s.new }

// Answer waits for the whole answer.
func (s *Stream) Answer() (*Answer, error) {
	<-s.over
	return s.answer, s.err
}

// Close gives up. Answer then returns the error of a context that was cancelled, unless the answer was there.
func (s *Stream) Close() { s.cancel() }

// String is the answer so far.
func (s *Stream) String() string { return s.text }

// liveEvery is the pause between two drawings of an answer that grows.
const liveEvery = 50 * time.Millisecond

// listener shows answers while they grow.
type listener struct {
	settings
	texts  []string
	last   int // index of the one that grew last
	handle *display.Handle
	drawn  time.Time
}

// set takes the text of an answer so far.
func (l *listener) set(i int, text string) {
	text = settled(text)
	l.texts[i], l.last = text, i
	if l.told != nil {
		l.told(text)
	}
	if !l.live || time.Since(l.drawn) < liveEvery {
		return
	}
	l.drawn = time.Now()
	l.draw(l.texts, "\u258c")
}

// settled is a text without the beginning of a character at its end, whose other bytes are in tokens still to come.
func settled(text string) string {
	for len(text) > 0 {
		r, n := utf8.DecodeLastRuneInString(text)
		if r != utf8.RuneError {
			break
		}
		text = text[:len(text)-n]
	}
	return text
}

// end shows the answers as they are.
func (l *listener) end(answers Answers) {
	if l.live {
		l.draw(answers.Texts(), "")
	}
}

func (l *listener) draw(texts []string, cursor string) {
	var plain, page []string
	for i, text := range texts[:min(len(texts), shown)] {
		if text = strings.TrimSpace(text); i == l.last {
			text += cursor
		}
		plain = append(plain, text)
		page = append(page, "<div>"+html.EscapeString(text)+"</div>")
	}
	v := words{strings.Join(plain, "\n"), fmt.Sprintf(`<div style="font-family:sans-serif">%s</div>`, strings.Join(page, ""))}
	if l.handle == nil {
		l.handle = display.Show(v)
	} else {
		l.handle.Update(v)
	}
}

// words is text that a notebook shows as a page.
type words struct{ text, page string }

func (w words) String() string { return w.text }
func (w words) HTML() string   { return w.page }

// note is the end of what the answer is so far, for a bar.
func (l *listener) note() string {
	const most = 60
	if len(l.texts) != 1 || l.live || l.told != nil {
		return ""
	}
	text := []rune(strings.Join(strings.Fields(l.texts[0]), " "))
	if len(text) > most {
		return "…" + string(text[len(text)-most:])
	}
	return string(text)
}

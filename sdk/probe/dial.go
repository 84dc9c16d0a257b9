package probe

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strings"

	"wade/sdk/display"
	"wade/sdk/figure"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/widget"
)

// GateDial is what a model says while its gates are turned from closed, 0, over as they were trained, 1, to twice as far
// open, 2. In a notebook it is a slider, and a menu of which gates it turns, with the answer and the recorded curve below;
// where nothing is live it shows what was recorded.
type GateDial struct {
	Gates      []Gate // that were turned together for the record
	All        bool   // those are all gates of the model
	Turns      []Turn // in rising order of the scale
	Words      []DialWord
	Provenance flamingo.Provenance

	of   int // gates of the model
	live *widget.Interactive
}

// Turn is one position of a dial. Beyond 1 gates are where training has never been.
type Turn struct {
	Scale  float64
	Answer *flamingo.Answer
}

const dialTurns = 20 // from 0 to 2

// Dial records what a model answers with some gates scaled by 0 to 2 in steps of a tenth: all gates of the model, or those
// given, such as board.Gates[3]. It is similar in spirit to guidance, but not linear in the logits.
func Dial(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, gates ...Gate) (_ *GateDial, err error) {
	ctx, bar := display.Begin(ctx, "turning the gates", dialTurns+2)
	defer func() { bar.End(err) }()
	board, err := Gates(ctx, m)
	if err != nil {
		return nil, err
	}
	d := &GateDial{Gates: slices.Clone(gates), All: len(gates) == 0, Provenance: m.Provenance(p)}
	if d.All {
		d.Gates = board.Gates
	}
	d.of = len(board.Gates)
	for i := range dialTurns + 1 {
		t := Turn{Scale: float64(i) * 2 / dialTurns}
		if t.Answer, err = m.With(d.turned(d.Gates, float32(t.Scale))...).Generate(ctx, p); err != nil {
			return nil, err
		}
		d.Turns = append(d.Turns, t)
		bar.Add(1)
	}
	if err := d.follow(ctx, m, p); err != nil {
		return nil, err
	}
	return d, d.enliven(m, p, board.Gates)
}

// turned are the edits that scale some gates.
func (d *GateDial) turned(gates []Gate, by float32) []flamingo.Edit {
	if len(gates) == d.of {
		return []flamingo.Edit{flamingo.GateScale(by)}
	}
	edits := make([]flamingo.Edit, len(gates))
	for i, g := range gates {
		edits[i] = g.Scale(by)
	}
	return edits
}

// enliven makes the controls.
func (d *GateDial) enliven(m *flamingo.Model, p *prompt.Prompt, all []Gate) (err error) {
	const every, recorded = "all gates", "those recorded"
	which := map[string][]Gate{every: all}
	names := []string{every}
	if !d.All {
		which[recorded], names = d.Gates, []string{recorded, every}
	}
	for _, g := range all {
		which[g.Name()], names = []Gate{g}, append(names, g.Name())
	}
	slider := widget.NewFloatSlider("gates ×", 0, 2, 1, widget.Step(0.05), widget.Width("28em"))
	menu := widget.NewDropdown("turn", names)
	d.live, err = widget.Interact(func(ctx context.Context, by float32, name string) (*flamingo.Answer, error) {
		return m.With(d.turned(which[name], by)...).Generate(ctx, p)
	}, slider, menu)
	if err != nil {
		return err
	}
	curve := widget.NewOutput()
	curve.Show(d.Chart())
	d.live.SetChildren(append(d.live.Children(), curve)...)
	d.live.Fallback(d.still())
	return nil
}

// first are the likeliest first words of an answer.
func (t Turn) first() []flamingo.Choice {
	if len(t.Answer.Tokens) == 0 {
		return nil
	}
	return t.Answer.Tokens[0].Top
}

// Stretch is a range of scales over which the answer is the same.
type Stretch struct {
	From, To float64
	Text     string
}

// Stretches are the answers from closed to wide open.
func (d *GateDial) Stretches() []Stretch {
	var all []Stretch
	for _, t := range d.Turns {
		if n := len(all); n > 0 && all[n-1].Text == t.Answer.Text {
			all[n-1].To = t.Scale
			continue
		}
		all = append(all, Stretch{t.Scale, t.Scale, t.Answer.Text})
	}
	return all
}

// Reading says what is answered from where on.
func (d *GateDial) Reading() string {
	var parts []string
	for i, s := range d.Stretches() {
		switch {
		case i == 0:
			parts = append(parts, fmt.Sprintf("closed it says %q", s.Text))
		default:
			parts = append(parts, fmt.Sprintf("from × %.1f on %q", s.From, s.Text))
		}
	}
	if len(parts) == 1 {
		return fmt.Sprintf("Whatever the scale of %s, it says %q.", d.name(), d.Stretches()[0].Text)
	}
	return fmt.Sprintf("Turning %s: %s.", d.name(), strings.Join(parts, ", "))
}

// name says which gates were turned.
func (d *GateDial) name() string {
	if d.All {
		return "all gates"
	}
	names := make([]string, len(d.Gates))
	for i, g := range d.Gates {
		names[i] = g.Name()
	}
	return strings.Join(names, ", ")
}

// Table has a row for each recorded position.
func (d *GateDial) Table() *display.Table {
	t := display.NewTable("gates ×", "answer", "likeliest first words")
	t.Caption = "Turning " + d.name()
	for _, turn := range d.Turns {
		var top []string
		for _, c := range turn.first() {
			if c.P >= 0.005 {
				top = append(top, fmt.Sprintf("%s %.0f %%", strings.TrimSpace(c.Text), 100*c.P))
			}
		}
		t.Add(fmt.Sprintf("%.1f", turn.Scale), turn.Answer.Text, strings.Join(top, ", "))
	}
	return t
}

// still is what is seen where nothing is live.
func (d *GateDial) still() display.Data {
	frames := frames{d.Table()}
	data := figure.NewPage(d.Chart(), frames).Note(d.Reading(), d.Provenance.Line()).Render()
	data.Data[display.MIMEText] = d.String()
	return data
}

// frames is a table that unfolds, as it is long.
type frames struct{ *display.Table }

// HTML is the table, folded.
func (f frames) HTML() string {
	return "<details><summary>" + html.EscapeString(fmt.Sprintf("%d recorded positions", len(f.Rows))) + "</summary>" + f.Table.HTML() + "</details>"
}

// Render is the controls, live where there is a front end, and what was recorded elsewhere.
func (d *GateDial) Render() display.Data {
	data := d.live.Render()
	for mime, v := range d.still().Data {
		if mime == display.MIMEHTML || mime == display.MIMEText {
			data.Data[mime] = v
		}
	}
	return data
}

// String is the table with the reading below.
func (d *GateDial) String() string {
	return strings.TrimRight(d.Table().String(), "\n") + "\n" + d.Reading()
}

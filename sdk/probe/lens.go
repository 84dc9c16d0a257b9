package probe

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"wade/sdk/display"
	"wade/sdk/flamingo"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// LensGrid is the logit lens (nostalgebraist, 2020) with the pictures and without them: what the model would say if it ended
// at each place of the residual stream, before and after every gated block and every layer. It shows where in the model
// the pictures change what is said.
//
// Early places say little: the last norm and the unembedding were made for the last one.
type LensGrid struct {
	Answer  string
	Blind   string       // what stands for not seeing
	Places  []string     // taps, from the embedding to the residual stream after the last layer
	Columns []LensColumn // token positions
	Cells   [][]LensCell // by place, then column
	// Deciding is the column that foretells the word of the answer which the pictures changed most; without an answer the
	// column that they changed most.
	Deciding   int
	Provenance flamingo.Provenance
}

// LensColumn is a position of the prompt, at which the token that follows is foretold.
type LensColumn struct {
	prompt.Token
	Position int
	Next     string // the token that follows; empty at the end of a prompt that nothing answers
	Habit    string // the likeliest token without seeing; where that is Next, the runner-up
	InAnswer bool   // Next is a word of the answer
	// First is the first place at which the likeliest token is another than without seeing, Turned the place from which on that
	// stays so to the end, Leads that from which on the token of the end leads; -1 if there is none. They are indices of Places.
	First, Turned, Leads int

	next, habit int32
}

// LensCell is one place at one position. Probabilities are natural logarithms, NaN where nothing follows.
type LensCell struct {
	Top, Blind            []flamingo.Choice // likeliest tokens, with the pictures and without
	LogP, BlindLogP       float64           // of the token that follows
	HabitLogP, BlindHabit float64           // of the habit's token
	// Gain is how much the pictures raise log p of Top[0] here.
	Gain float64
}

// lensCells bounds the columns that are looked at unless they are chosen.
const lensCells = 10_000

// Lens reads the residual stream of a prompt at every depth, against closed gates. An open question is answered first,
// greedily. It looks at the last chunk with its answer; with a Where at other positions. Edits of the model apply, but for
// those of lm.norm and logits, which come after all places.
func Lens(ctx context.Context, m *flamingo.Model, p *prompt.Prompt, where ...prompt.Where) (_ *LensGrid, err error) {
	if len(where) > 1 {
		return nil, errors.New("probe: Lens takes one Where; join several with Or")
	}
	ctx, bar := display.Begin(ctx, "lens", 0)
	defer func() { bar.End(err) }()
	all, err := answer(ctx, m, []*prompt.Prompt{p})
	if err != nil {
		return nil, err
	}
	a, blind := all[0], ClosedGates()
	g := &LensGrid{Answer: a.answer, Blind: blind.Name, Places: places(m.Config())}
	traces, err := m.ForwardAll(ctx, []flamingo.Run{a.run(), blind.run(m.Config(), a.run())}, strings.Join(g.Places, "|"))
	if err != nil {
		return nil, err
	}
	g.Provenance = traces[0].Provenance
	if err := g.columns(traces[0].Encoded, a, where); err != nil {
		return nil, err
	}
	return g, g.read(ctx, m, traces)
}

// places are the taps of the residual stream from end to end.
func places(c flamingo.Config) []string {
	all := []string{"lm.embed"}
	for l := range c.LM.Layers {
		if c.Gated.Before(l) {
			all = append(all, fmt.Sprintf("gated.%d.resid", l))
		}
		all = append(all, fmt.Sprintf("lm.%d.resid", l))
	}
	return all
}

// columns chooses positions and says what follows each.
func (g *LensGrid) columns(e *prompt.Encoded, a answered, where []prompt.Where) error {
	w := prompt.InQuery()
	if len(where) > 0 {
		w = where[0]
	}
	at, err := e.Find(w)
	if err != nil {
		return err
	}
	if most := max(1, lensCells/len(g.Places)); len(where) == 0 && len(at) > most {
		at = at[len(at)-most:]
	}
	for _, i := range at {
		c := LensColumn{Token: e.Tokens[i], Position: i, next: -1}
		if i+1 < len(e.Tokens) {
			t := e.Tokens[i+1]
			c.Next, c.next, c.InAnswer = t.Text, t.ID, a.owns(t)
		} else if a.chunk >= 0 && (c.ID == a.end || c.Role == prompt.RoleEnd) {
			continue // the answer has ended
		}
		g.Columns = append(g.Columns, c)
	}
	if len(g.Columns) == 0 {
		return fmt.Errorf("probe: %w: nothing is foretold at %v", prompt.ErrNowhere, w)
	}
	return nil
}

// read fills the cells from what was captured with the pictures and without.
func (g *LensGrid) read(ctx context.Context, m *flamingo.Model, traces []*flamingo.Trace) error {
	var rows [2]*tensor.Tensor
	for k, t := range traces {
		var err error
		if rows[k], err = g.rows(t); err != nil {
			return err
		}
	}
	n := len(g.Columns)
	last, err := rows[1].Range("row", len(rows[1].ToF32())/rows[1].Shape()[1]-n, rows[1].Shape()[0])
	if err != nil {
		return err
	}
	final, err := m.Unembed(ctx, last, nil)
	if err != nil {
		return err
	}
	asked := make([][]int32, 0, len(g.Places)*n)
	for i := range g.Columns {
		c := &g.Columns[i]
		habit := final.Top[i][0]
		if habit.ID == c.next && len(final.Top[i]) > 1 {
			habit = final.Top[i][1]
		}
		c.Habit, c.habit = habit.Text, habit.ID
	}
	for range g.Places {
		for _, c := range g.Columns {
			asked = append(asked, []int32{max(0, c.next), c.habit})
		}
	}
	open, err := m.Unembed(ctx, rows[0], asked)
	if err != nil {
		return err
	}
	for i := range asked {
		asked[i] = append(asked[i], open.Top[i][0].ID)
	}
	closed, err := m.Unembed(ctx, rows[1], asked)
	if err != nil {
		return err
	}
	for p := range g.Places {
		g.Cells = append(g.Cells, make([]LensCell, n))
		for i, c := range g.Columns {
			k := p*n + i
			cell := LensCell{
				Top: open.Top[k], Blind: closed.Top[k], LogP: open.LogP[k][0], BlindLogP: closed.LogP[k][0],
				HabitLogP: open.LogP[k][1], BlindHabit: closed.LogP[k][1],
				Gain: math.Log(float64(open.Top[k][0].P)) - closed.LogP[k][2],
			}
			if c.next < 0 {
				cell.LogP, cell.BlindLogP = math.NaN(), math.NaN()
			}
			g.Cells[p][i] = cell
		}
	}
	g.turns()
	return nil
}

// rows are the residual streams at all places, one place after the other, [places·columns width].
func (g *LensGrid) rows(t *flamingo.Trace) (*tensor.Tensor, error) {
	var data []float32
	width := 0
	for _, name := range g.Places {
		v, err := t.At(name)
		if err != nil {
			return nil, err
		}
		width = v.Shape()[1]
		x := v.ToF32()
		for _, c := range g.Columns {
			data = append(data, x[c.Position*width:(c.Position+1)*width]...)
		}
	}
	return tensor.FromF32(data, tensor.Axis{Name: "row", Size: len(data) / width}, tensor.Axis{Name: "channel", Size: width})
}

// turns finds where the pictures change what is likeliest, and the column to speak about.
func (g *LensGrid) turns() {
	last := g.Cells[len(g.Cells)-1]
	best := math.Inf(-1)
	answers := false
	for i := range g.Columns {
		c := &g.Columns[i]
		c.First, c.Turned, c.Leads = -1, -1, len(g.Places)-1
		for c.Leads > 0 && g.Cells[c.Leads-1][i].Top[0].ID == last[i].Top[0].ID {
			c.Leads--
		}
		for p := range g.Places {
			switch {
			case !g.Cells[p][i].differs():
				c.Turned = -1
			default:
				if c.First < 0 {
					c.First = p
				}
				if c.Turned < 0 {
					c.Turned = p
				}
			}
		}
		change := math.Abs(last[i].LogP - last[i].BlindLogP)
		if math.IsNaN(change) {
			change = last[i].Gain
		}
		if c.Turned >= 0 {
			change += 1e3 // those that turn go first
		}
		if c.InAnswer && !answers || c.InAnswer == answers && change > best {
			g.Deciding, best, answers = i, change, c.InAnswer
		}
	}
}

// differs tells whether seeing changes the likeliest token.
func (c LensCell) differs() bool { return c.Top[0].ID != c.Blind[0].ID }

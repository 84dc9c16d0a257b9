package notebook

import (
	"fmt"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// The tags of papermill: the cell that declares parameters, and the one below it that sets them.
const (
	parametersTag = "parameters"
	injectedTag   = "injected-parameters"
)

// SetParameters makes a cell that sets variables, each given as NAME=EXPRESSION with an expression of Go, right after
// the cell tagged "parameters". A cell that was made so before is replaced.
func (n *Notebook) SetParameters(list []string) error {
	if len(list) == 0 {
		return nil
	}
	var source []string
	for _, p := range list {
		name, value, ok := strings.Cut(p, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || !token.IsIdentifier(name) {
			return fmt.Errorf("parameter %q: want NAME=EXPRESSION", p)
		}
		if _, err := parser.ParseExpr(value); err != nil {
			return fmt.Errorf("parameter %s: %q is no expression of Go: %w; text needs quotes, such as %s='\"red\"'", name, value, err, name)
		}
		source = append(source, name+" = "+value)
	}
	n.Cells = slices.DeleteFunc(n.Cells, func(c *Cell) bool { return c.HasTag(injectedTag) })
	at := slices.IndexFunc(n.Cells, func(c *Cell) bool { return c.Type == Code && c.HasTag(parametersTag) })
	if at < 0 {
		return fmt.Errorf("no cell is tagged %q: tag the one that declares what is to be set", parametersTag)
	}
	n.Cells = slices.Insert(n.Cells, at+1, &Cell{
		ID: injectedTag, Type: Code, Source: strings.Join(source, "\n"),
		Metadata: map[string]any{"tags": []any{injectedTag}},
	})
	return nil
}

package checkpoint

import (
	"fmt"
	"strconv"

	"wade/sdk/checkpoint/internal/pickle"
)

const (
	maxDepth = 32      // of dicts in dicts
	maxVisit = 1 << 20 // values looked at: one that is in many places is there each time
	maxName  = 1 << 10
)

// finish lists the tensors of a pickle by the path to them: keys of dicts, places in lists, fields of objects, with dots between. A
// state of training that has its model under a usual key is that model.
func (b *builder) finish(value any, format string) (*File, error) {
	w := walker{builder: b, out: map[string]entry{}}
	if d, ok := value.(*pickle.Dict); ok {
		for _, key := range []string{"model_state_dict", "state_dict"} {
			if inner, ok := d.Get(key); ok {
				if m, ok := inner.(*pickle.Dict); ok && len(m.Keys) > 0 {
					value = m
					break
				}
			}
		}
	}
	if err := w.visit("", value, 0); err != nil {
		return nil, bad(b.path, "%v", err)
	}
	if len(w.out) == 0 {
		return nil, bad(b.path, "it holds no tensors")
	}
	return &File{entries: w.out, format: format}, nil
}

type walker struct {
	*builder
	out   map[string]entry
	steps int
}

func (w *walker) visit(name string, value any, depth int) error {
	if w.steps++; w.steps > maxVisit {
		return fmt.Errorf("more than %d values", maxVisit)
	}
	if depth > maxDepth {
		return fmt.Errorf("values %d deep at %.100q", depth, name)
	}
	if len(name) > maxName {
		return fmt.Errorf("a name of %d bytes, %.100q", len(name), name)
	}
	switch v := value.(type) {
	case *view:
		if name == "" {
			name = "tensor" // a file may be one tensor without a name
		}
		if _, twice := w.out[name]; twice {
			return fmt.Errorf("two tensors are named %.100q", name)
		}
		e, err := v.entry(w.path)
		if err != nil {
			return fmt.Errorf("tensor %.100q: %w", name, err)
		}
		w.out[name] = e
	case *pickle.Dict:
		for i, k := range v.Keys {
			key, ok := k.(string)
			if n, isInt := k.(int64); isInt {
				key, ok = strconv.FormatInt(n, 10), true
			}
			if !ok {
				continue // holds no weights
			}
			if err := w.visit(join(name, key), v.Values[i], depth+1); err != nil {
				return err
			}
		}
	case *pickle.List, pickle.Tuple:
		items, _ := pickle.Items(v)
		for i, x := range items {
			if err := w.visit(join(name, strconv.Itoa(i)), x, depth+1); err != nil {
				return err
			}
		}
	case *pickle.Object:
		return w.visit(name, v.State, depth+1)
	}
	return nil
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "." + b
}

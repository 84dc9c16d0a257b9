package program

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// wire is the JSON form of a program, documented in the protocol of wade/sdk/backend.
type wire struct {
	Name    string  `json:"name"`
	Values  []Value `json:"values"`
	Nodes   []Node  `json:"nodes"`
	Outputs []ID    `json:"outputs"`
}

// MarshalJSON writes the whole program.
func (p *Program) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{p.name, p.values, p.nodes, p.outputs})
}

// UnmarshalJSON reads a program and checks it as the builder would, so bytes from another process cannot make a program
// that a backend would trip over.
func (p *Program) UnmarshalJSON(data []byte) error {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("program: %w", err)
	}
	q := Program{name: w.Name, values: w.Values, nodes: w.Nodes, outputs: w.Outputs, byName: map[string]ID{}}
	if err := q.check(); err != nil {
		return err
	}
	*p = q
	return nil
}

func (p *Program) check() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("program %s: %s", p.name, fmt.Sprintf(format, args...))
	}
	ready := make([]bool, len(p.values))
	for i, v := range p.values {
		if _, dup := p.byName[v.Name]; dup || v.Name == "" {
			return bad("name %q is empty or used twice", v.Name)
		}
		p.byName[v.Name] = ID(i)
		if err := v.Shape.valid(); err != nil {
			return bad("%q: %v", v.Name, err)
		}
		if v.DType != F32 && v.DType != I32 {
			return bad("%q has unknown type %q", v.Name, v.DType)
		}
		switch v.Kind {
		case KindInput, KindWeight, KindState:
			ready[i] = true
		case KindNode:
		default:
			return bad("%q has unknown kind %q", v.Name, v.Kind)
		}
	}
	has := func(id ID) bool { return id >= 0 && int(id) < len(p.values) }
	for k, n := range p.nodes {
		for _, id := range n.In {
			if !has(id) || !ready[id] {
				return bad("node %d (%s) reads a value before it is computed", k, n.Op)
			}
		}
		if err := p.checkNode(n); err != nil {
			return bad("node %d: %v", k, err)
		}
		for _, id := range n.Out {
			if id == None && n.VJP {
				continue
			}
			if !has(id) || ready[id] {
				return bad("node %d (%s) writes a value that is not its own", k, n.Op)
			}
			ready[id] = true
		}
	}
	for i, v := range p.values {
		if !ready[i] {
			return bad("%q is never computed", v.Name)
		}
	}
	for _, id := range p.outputs {
		if !has(id) {
			return bad("output %d is not a value", id)
		}
	}
	if len(p.outputs) == 0 {
		return bad("no outputs")
	}
	return nil
}

func (p *Program) checkNode(n Node) error {
	in := n.In
	if n.VJP {
		if len(n.In) < 3 || len(n.Out) != len(n.In)-2 {
			return fmt.Errorf("%s: malformed gradient node", n.Op)
		}
		in = n.In[:len(n.In)-2]
	} else if len(n.Out) != 1 {
		return fmt.Errorf("%s: want one result", n.Op)
	}
	types := make([]typed, len(in))
	for i, id := range in {
		types[i] = typed{p.values[id].DType, p.values[id].Shape}
	}
	t, reason := infer(n.Op, n.Attr, types)
	if reason != "" {
		return fmt.Errorf("%s: %s", n.Op, reason)
	}
	fits := func(id ID, t typed) bool { return p.values[id].DType == t.dtype && p.values[id].Shape.Equal(t.shape) }
	if !n.VJP {
		if id := n.Out[0]; id < 0 || int(id) >= len(p.values) || !fits(id, t) {
			return fmt.Errorf("%s: result does not have type %s %v", n.Op, t.dtype, t.shape)
		}
		if n.Op == OpAdamW {
			for _, k := range []int{0, 2, 3} {
				if kind := p.values[in[k]].Kind; kind != KindWeight && kind != KindState {
					return fmt.Errorf("adamw: %q must be a weight or state", p.values[in[k]].Name)
				}
			}
		}
		return nil
	}
	for _, id := range n.In[len(in):] {
		if !fits(id, t) {
			return fmt.Errorf("%s: gradient node: forward result or its gradient does not have type %s %v", n.Op, t.dtype, t.shape)
		}
	}
	allowed := operands(Node{Op: n.Op, In: in})
	for i, id := range n.Out {
		if id == None {
			continue
		}
		if id < 0 || int(id) >= len(p.values) || !slices.Contains(allowed, i) || !fits(id, types[i]) {
			return fmt.Errorf("%s: gradient of operand %d is not possible or has the wrong type", n.Op, i)
		}
	}
	return nil
}

// String is the readable text form: one line for each value given and each operation.
func (p *Program) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "program %s\n", p.name)
	for _, v := range p.values {
		if v.Kind != KindNode {
			fmt.Fprintf(&s, "  %-6s %s %s%v\n", v.Kind, v.Name, v.DType, v.Shape)
		}
	}
	ref := func(ids []ID) string {
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = "_"
			if id != None {
				names[i] = p.values[id].Name
			}
		}
		return strings.Join(names, ", ")
	}
	for _, n := range p.nodes {
		op := string(n.Op)
		if n.VJP {
			op = "vjp " + op
		}
		attr, _ := json.Marshal(n.Attr)
		text := ""
		if len(attr) > 2 {
			text = " " + string(attr)
		}
		shape := ""
		for _, id := range n.Out {
			if id != None {
				shape += " " + string(p.values[id].DType) + p.values[id].Shape.String()
			}
		}
		fmt.Fprintf(&s, "  %s = %s(%s)%s :%s\n", ref(n.Out), op, ref(n.In), text, shape)
	}
	fmt.Fprintf(&s, "  return %s\n", ref(p.outputs))
	return s.String()
}

package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"wade/sdk/backend/exec"
)

// whole are all interfaces of the cpu kernels: the executor asks for each.
type whole interface {
	exec.Kernels
	exec.Fuser
	exec.Packer
	exec.Halter
}

// profile adds up the time of operations by kind and shapes.
type profile struct {
	whole
	spent map[string]*spent
}

type spent struct {
	calls int
	time  time.Duration
	flops float64 // of matrix products
	bytes float64 // of their weights
}

// Compute stands between executor and kernels.
func (p *profile) Compute(n *exec.Node) error {
	start := time.Now()
	err := p.whole.Compute(n)
	took := time.Since(start)
	key := string(n.Op)
	if n.VJP {
		key += "'"
	}
	for _, a := range n.In {
		if a.Present() {
			key += fmt.Sprint(" ", a.Shape)
		}
	}
	key += after(n)
	s := p.spent[key]
	if s == nil {
		s = &spent{}
		p.spent[key] = s
	}
	s.calls++
	s.time += took
	if n.Op == "linear" && !n.VJP {
		w := n.In[1]
		s.flops += 2 * float64(n.In[0].Rows()) * float64(w.Len())
		s.bytes += float64(2*len(w.BF16) + 4*len(w.F32))
		if w.Packed != nil {
			s.bytes += float64(len(w.Packed.Data))
		}
	}
	return err
}

// after names what was computed together with a product.
func after(n *exec.Node) string {
	out := ""
	if n.After.Activation != "" {
		out += " " + string(n.After.Activation)
	}
	for name, a := range map[string]exec.Array{" times": n.After.Times, " gate": n.After.Gate} {
		if a.Present() {
			out += name
		}
	}
	if n.After.Residual.Present() {
		out += " add"
	}
	return out
}

func (p *profile) reset() {
	if p != nil {
		p.spent = map[string]*spent{}
	}
}

// print lists what took longest, for one of several rounds.
func (p *profile) print(w io.Writer, rounds int) {
	if p == nil {
		return
	}
	keys := slices.SortedFunc(maps.Keys(p.spent), func(a, b string) int { return cmp.Compare(p.spent[b].time, p.spent[a].time) })
	total := time.Duration(0)
	for _, s := range p.spent {
		total += s.time
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "ms\tshare\tcalls\tGFLOP/s\tGB/s\toperation\t")
	for _, k := range keys[:min(24, len(keys))] {
		s := p.spent[k]
		sec := s.time.Seconds()
		fmt.Fprintf(t, "%.2f\t%.1f %%\t%d\t%.0f\t%.1f\t%s\t\n", 1e3*sec/float64(rounds), 100*sec/total.Seconds(), s.calls/rounds, s.flops/sec/1e9, s.bytes/sec/1e9, k)
	}
	t.Flush()
	fmt.Fprintf(w, "kernels altogether: %.2f ms\n", 1e3*total.Seconds()/float64(rounds))
}

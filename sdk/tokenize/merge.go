package tokenize

// symbol is a run of bytes that merging has put together so far.
type symbol struct {
	id         int32
	from, to   int32 // bytes
	prev, next int32 // symbols beside it, -1 at the ends
}

// proposal is two neighbours that may become one.
type proposal struct {
	rank, left   int32
	id           int32 // of both together
	leftTo, toTo int32 // where they ended when they were proposed; a proposal about symbols that have changed is void
}

func (p proposal) before(q proposal) bool {
	return p.rank < q.rank || p.rank == q.rank && p.left < q.left
}

// mergeAll puts neighbours together, the pair of the lowest rank first and of equal ones the leftmost, until pair knows none.
// What is left of the symbols is returned in order.
func mergeAll(symbols []symbol, pair func(a, b symbol) (rank, id int32, ok bool)) []symbol {
	if len(symbols) < 2 {
		return symbols
	}
	link(symbols)
	var q queue
	propose := func(i int32) {
		if i < 0 || symbols[i].next < 0 {
			return
		}
		a, b := symbols[i], symbols[symbols[i].next]
		if rank, id, ok := pair(a, b); ok {
			q.push(proposal{rank, i, id, a.to, b.to})
		}
	}
	for i := range symbols[:len(symbols)-1] {
		propose(int32(i))
	}
	for len(q) > 0 {
		p := q.pop()
		a := &symbols[p.left]
		if a.to != p.leftTo || a.from == a.to || a.next < 0 || symbols[a.next].to != p.toTo {
			continue
		}
		b := &symbols[a.next]
		a.id, a.to, a.next = p.id, b.to, b.next
		b.from = b.to // gone
		if a.next >= 0 {
			symbols[a.next].prev = p.left
		}
		propose(a.prev)
		propose(p.left)
	}
	out := symbols[:0]
	for i := int32(0); i >= 0; {
		s := symbols[i]
		out = append(out, s)
		i = s.next
	}
	return out
}

// link sets the neighbours of symbols, of which there are some.
func link(symbols []symbol) {
	for i := range symbols {
		symbols[i].prev, symbols[i].next = int32(i-1), int32(i+1)
	}
	symbols[len(symbols)-1].next = -1
}

// queue is a heap of proposals, the first one on top.
type queue []proposal

func (q *queue) push(p proposal) {
	h := append(*q, p)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !h[i].before(h[up]) {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
	*q = h
}

func (q *queue) pop() proposal {
	h := *q
	top := h[0]
	n := len(h) - 1
	h[0] = h[n]
	h = h[:n]
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			break
		}
		if c+1 < n && h[c+1].before(h[c]) {
			c++
		}
		if !h[c].before(h[i]) {
			break
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
	*q = h
	return top
}

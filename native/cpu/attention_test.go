//go:build cgo

package cpu

import (
	"fmt"
	"math"
	"testing"
)

// attend64 is attention of rows to keys with its gradients, by the formula. source gives the block of keys of a row (-1:
// none) and how many of them it sees, of which -Inf in mask [rows keys] blocks some.
type attend64 struct {
	o, p, dq, dk, dv []float64
}

func attention64(q, k, v, do []float32, mask []float32, rows, keys, blocks, heads, dim int, scale float32, slopes []float32, offset int, source func(r int) (block, seen int)) attend64 {
	w := heads * dim
	a := attend64{make([]float64, rows*w), make([]float64, heads*rows*keys), make([]float64, rows*w), make([]float64, blocks*keys*w), make([]float64, blocks*keys*w)}
	for h := range heads {
		for r := range rows {
			block, seen := source(r)
			if block < 0 || seen == 0 {
				continue
			}
			at := func(j int) int { return (block*keys+j)*w + h*dim }
			qr := r*w + h*dim
			p := a.p[(h*rows+r)*keys:][:seen]
			blocked := func(j int) bool { return mask != nil && math.IsInf(float64(mask[r*keys+j]), -1) }
			top, sum := math.Inf(-1), 0.0
			for j := range p {
				if blocked(j) {
					continue
				}
				if mask != nil {
					p[j] = float64(mask[r*keys+j])
				}
				for c := range dim {
					p[j] += float64(scale) * float64(q[qr+c]) * float64(k[at(j)+c])
				}
				if slopes != nil {
					p[j] += float64(slopes[h]) * float64(j-(r%offset+keys-offset))
				}
				top = max(top, p[j])
			}
			for j := range p {
				if !blocked(j) {
					p[j] = math.Exp(p[j] - top)
					sum += p[j]
				}
			}
			dp, mean := make([]float64, seen), 0.0
			for j := range p {
				if blocked(j) {
					continue
				}
				p[j] /= sum
				for c := range dim {
					a.o[qr+c] += p[j] * float64(v[at(j)+c])
					dp[j] += float64(do[qr+c]) * float64(v[at(j)+c])
				}
				mean += p[j] * dp[j]
			}
			for j := range p {
				if blocked(j) {
					continue
				}
				ds := p[j] * (dp[j] - mean) * float64(scale)
				for c := range dim {
					a.dq[qr+c] += ds * float64(k[at(j)+c])
					a.dk[at(j)+c] += ds * float64(q[qr+c])
					a.dv[at(j)+c] += p[j] * float64(do[qr+c])
				}
			}
		}
	}
	return a
}

// truths are kept from variant to variant: they take longer than what they are the truth of.
type truths map[string]attend64

func (t truths) of(name string, compute func() attend64) attend64 {
	if _, ok := t[name]; !ok {
		t[name] = compute()
	}
	return t[name]
}

var attentionSizes = []Attention{
	{Batch: 1, Rows: 1, Keys: 1, Heads: 1, Dim: 1},
	{Batch: 2, Rows: 5, Keys: 5, Heads: 2, Dim: 3},
	{Batch: 1, Rows: 1, Keys: 37, Heads: 3, Dim: 32},
	{Batch: 2, Rows: 14, Keys: 32, Heads: 2, Dim: 32},
	{Batch: 1, Rows: 33, Keys: 33, Heads: 2, Dim: 40},
	{Batch: 1, Rows: 64, Keys: 64, Heads: 4, Dim: 32},
	{Batch: 1, Rows: 129, Keys: 129, Heads: 1, Dim: 17},
	{Batch: 1, Rows: 40, Keys: 130, Heads: 2, Dim: 8},
	{Batch: 1, Rows: 30, Keys: 11, Heads: 1, Dim: 5}, // the first rows of a causal pass see nothing
	{Batch: 1, Rows: 230, Keys: 257, Heads: 1, Dim: 32},
	{Batch: 1, Rows: 9, Keys: 700, Heads: 1, Dim: 64},
	// Few rows read keys in blocks of 128, shared by threads where heads are few; see few.h.
	{Batch: 1, Rows: 2, Keys: 128, Heads: 1, Dim: 128},
	{Batch: 1, Rows: 3, Keys: 129, Heads: 5, Dim: 24},
	{Batch: 2, Rows: 4, Keys: 385, Heads: 3, Dim: 33},
	{Batch: 5, Rows: 1, Keys: 300, Heads: 9, Dim: 20},
	{Batch: 1, Rows: 5, Keys: 257, Heads: 2, Dim: 136},
	{Batch: 1, Rows: 270, Keys: 270, Heads: 1, Dim: 64},
}

// slopes are those of ALiBi (Press et al., 2022).
func slopes(wanted bool, heads int) []float32 {
	if !wanted {
		return nil
	}
	s := make([]float32, heads)
	for h := range s {
		s[h] = float32(math.Exp2(-8 * float64(h+1) / float64(heads)))
	}
	return s
}

func TestAttention(t *testing.T) {
	known := truths{}
	eachVariant(t, func(t *testing.T, p *Pool) {
		for i, a := range attentionSizes {
			for kind := range 8 {
				a.Causal, a.Slopes, a.Mask = kind&1 == 1, slopes(kind&2 == 2, a.Heads), nil
				a.Scale = float32(1 / math.Sqrt(float64(a.Dim)))
				if i%3 == 2 {
					a.Scale *= -1
				}
				name := fmt.Sprintf("%+v", a)
				b := newBench(t, uint64(i))
				q, k, v, do := b.in(a.q()), b.in(a.k()), b.in(a.k()), b.in(a.q())
				if kind&4 == 4 {
					name += " masked"
					a.Mask = b.mask(a.Batch*a.Rows, a.Keys)
				}
				truth := known.of(name, func() attend64 {
					return attention64(q, k, v, do, a.Mask, a.Batch*a.Rows, a.Keys, a.Batch, a.Heads, a.Dim, a.Scale, a.Slopes, a.Rows, func(r int) (int, int) {
						if a.Causal {
							return r / a.Rows, min(a.Keys, max(0, r%a.Rows+1+a.Keys-a.Rows))
						}
						return r / a.Rows, a.Keys
					})
				})
				o, pat := b.out(a.q()), b.out(a.Batch*a.Heads*a.Rows*a.Keys)
				b.done(name, p.Attention(o, q, k, v, a))
				near(t, name, o, truth.o, 2e-6)
				b.done(name, p.Pattern(pat, q, k, a))
				near(t, name+" pattern", pat, swapBatch(truth.p, a), 2e-6)
				dq, dk, dv := b.out(a.q()), b.out(a.k()), b.out(a.k())
				b.done(name, p.AttentionVJP(dq, dk, dv, do, q, k, v, a))
				near(t, name+" dq", dq, truth.dq, 4e-6)
				near(t, name+" dk", dk, truth.dk, 4e-6)
				near(t, name+" dv", dv, truth.dv, 4e-6)
				dk2 := b.out(a.k())
				b.done(name, p.AttentionVJP(nil, dk2, nil, do, q, k, v, a))
				same(t, name+" dk alone", dk2, dk)
			}
		}
	})
}

// Under Rounded operands of products are bfloat16 at worst: with weights of a softmax that sum to one, what they do to the
// result stays below two hundredths of the largest.
func TestAttentionRounded(t *testing.T) {
	known := truths{}
	eachVariant(t, func(t *testing.T, p *Pool) {
		for i, a := range append(attentionSizes, Attention{Batch: 1, Rows: 33, Keys: 321, Heads: 2, Dim: 128}, Attention{Batch: 2, Rows: 257, Keys: 257, Heads: 1, Dim: 64}) {
			for _, kind := range []int{0, 3, 5} {
				a.Rounded, a.Causal, a.Slopes, a.Mask, a.Apart = true, kind&1 == 1, slopes(kind&2 == 2, a.Heads), nil, a.Keys+kind
				a.Scale = float32(1 / math.Sqrt(float64(a.Dim)))
				name := fmt.Sprintf("%+v", a)
				b := newBench(t, uint64(i))
				q, k, v := b.in(a.q()), b.in(a.k()), b.in(a.k())
				if kind&4 == 4 {
					name += " masked"
					a.Mask = b.mask(a.Batch*a.Rows, a.Keys)
				}
				w := a.Heads * a.Dim
				dense := func(x []float32) (out []float32) {
					for s := range a.Batch {
						out = append(out, x[s*a.Apart*w:][:a.Keys*w]...)
					}
					return out
				}
				truth := known.of(name, func() attend64 {
					return attention64(q, dense(k), dense(v), make([]float32, a.q()), a.Mask, a.Batch*a.Rows, a.Keys, a.Batch, a.Heads, a.Dim, a.Scale, a.Slopes, a.Rows, func(r int) (int, int) {
						if a.Causal {
							return r / a.Rows, min(a.Keys, max(0, r%a.Rows+1+a.Keys-a.Rows))
						}
						return r / a.Rows, a.Keys
					})
				})
				o := b.out(a.q())
				b.done(name, p.Attention(o, q, k, v, a))
				near(t, name, o, truth.o, 2e-2)
				pat := b.out(a.Batch * a.Heads * a.Rows * a.Keys)
				b.done(name, p.Pattern(pat, q, k, a))
				near(t, name+" pattern", pat, swapBatch(truth.p, a), 2e-6)
			}
		}
	})
}

// swapBatch turns [heads batch·rows keys] into [batch heads rows keys].
func swapBatch(p []float64, a Attention) []float64 {
	out, n := make([]float64, 0, len(p)), a.Rows*a.Keys
	for b := range a.Batch {
		for h := range a.Heads {
			out = append(out, p[(h*a.Batch+b)*n:][:n]...)
		}
	}
	return out
}

// Decoding with a growing cache must give what one causal pass gives, bit for bit, however many rows go together and however
// many threads there are.
func TestDecodeEqualsWholePass(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, masked := range []bool{false, true} {
			a := Attention{Batch: 1, Rows: 300, Keys: 300, Heads: 2, Dim: 24, Scale: 0.3, Causal: true, Slopes: slopes(!masked, 2)}
			w := a.Heads * a.Dim
			b := newBench(t, 3)
			q, k, v := b.in(a.q()), b.in(a.k()), b.in(a.k())
			if masked {
				a.Mask = b.mask(a.Rows, a.Keys)
			}
			whole := b.out(a.q())
			b.done("whole", p.Attention(whole, q, k, v, a))
			for _, threads := range []int{1, 2, 9} {
				p, err := New(Config{Variant: p.Variant(), Threads: threads})
				if err != nil {
					t.Fatal(err)
				}
				defer p.Close()
				for at := 0; at < a.Keys; {
					n := min(1+at%(3+4*threads), a.Keys-at)
					step := a
					step.Rows, step.Keys, step.Mask = n, at+n, nil
					for r := range n {
						if masked {
							step.Mask = append(step.Mask, a.Mask[(at+r)*a.Keys:][:step.Keys]...)
						}
					}
					o := make([]float32, n*w)
					if err := p.Attention(o, q[at*w:], k, v, step); err != nil {
						t.Fatal(err)
					}
					same(t, fmt.Sprintf("rows %d to %d, %d threads, masked %v", at, at+n, threads, masked), o, whole[at*w:(at+n)*w])
					at += n
				}
			}
		}
	})
}

// Scores that overflow or are no numbers show in the rows that see them and in no others, wherever the block borders are.
func TestAttentionOfWhatIsNoNumber(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, rows := range []int{1, 3, 40} {
			for _, at := range []int{0, 127, 128, 200} {
				for _, bad := range []float32{inf, -inf, nan, 3e38, -3e38, 1e-42} {
					a := Attention{Batch: 1, Rows: rows, Keys: 201, Heads: 1, Dim: 2, Scale: 1}
					q, k, v, o := make([]float32, 2*rows), make([]float32, 402), make([]float32, 402), make([]float32, 2*rows)
					for i := range k {
						k[i], v[i] = 0.5, float32(i/2)
					}
					for r := range rows {
						q[2*r] = float32(r) // row 0 does not look at what is bad, unless it is no number
					}
					k[2*at] = bad
					if err := p.Attention(o, q, k, v, a); err != nil {
						t.Fatal(err)
					}
					for r := range rows {
						want := 100.0 // the mean of all values
						switch hit := float64(q[2*r]) * float64(bad); {
						case hit != hit || math.IsInf(hit, 1) || hit > math.MaxFloat32:
							want = math.NaN()
						case hit > 100:
							want = float64(at)
						case r > 0 && hit == 0 || r > 0 && bad == 1e-42: // less than the others, which score r/2
							e := math.Exp(-float64(r) / 2)
							want = (20100 - float64(at) + e*float64(at)) / (200 + e)
						case hit < 0:
							want = (20100 - float64(at)) / 200
						}
						if got := float64(o[2*r]); math.Abs(got-want) > 1e-4*want || (got != got) != (want != want) {
							t.Fatalf("row %d of %d, key %d is %v: %v, want %v", r, rows, at, bad, got, want)
						}
					}
				}
			}
		}
	})
}

func TestCausalRowsDoNotSeeWhatComes(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		a := Attention{Batch: 1, Rows: 60, Keys: 60, Heads: 1, Dim: 8, Scale: 0.3, Causal: true}
		b := newBench(t, 4)
		q, k, v := b.in(a.q()), b.in(a.k()), b.in(a.k())
		clean := b.out(a.q())
		b.done("clean", p.Attention(clean, q, k, v, a))
		for at := range 60 {
			k2, v2 := append([]float32(nil), k...), append([]float32(nil), v...)
			k2[at*8], v2[at*8+1] = float32(math.Inf(1)), float32(math.NaN())
			o := b.out(a.q())
			b.done("broken", p.Attention(o, q, k2, v2, a))
			same(t, fmt.Sprintf("rows before %d", at), o[:at*8], clean[:at*8])
			if x := o[at*8+1]; x == x {
				t.Fatalf("row %d sees a key that is no number and does not show it", at)
			}
		}
	})
}

func TestCrossAttention(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		crossAttention(t, p, false)
		crossAttention(t, p, true)
		if err := p.CrossAttention(make([]float32, 4), make([]float32, 4), make([]float32, 4), make([]float32, 4), []int32{1}, Cross{1, 1, 1, 1, 1, 4, 1, nil, false}); err == nil {
			t.Error("an image that is not there was accepted")
		}
	})
}

func crossAttention(t *testing.T, p *Pool, masked bool) {
	for i, a := range []Cross{
		{Batch: 1, Rows: 1, Images: 1, Latents: 1, Heads: 1, Dim: 1},
		{Batch: 2, Rows: 30, Images: 3, Latents: 16, Heads: 4, Dim: 32},
		{Batch: 3, Rows: 47, Images: 9, Latents: 5, Heads: 2, Dim: 7},
		{Batch: 1, Rows: 260, Images: 2, Latents: 64, Heads: 1, Dim: 40},
	} {
		a.Scale = 0.4
		name := fmt.Sprintf("%+v", a)
		b := newBench(t, uint64(10+i))
		q, k, v, do := b.in(a.q()), b.in(a.k()), b.in(a.k()), b.in(a.q())
		image := make([]int32, a.Batch*a.Rows)
		for r := range image {
			image[r] = -1
			if r > 0 && b.rnd.IntN(9) > 0 {
				image[r] = image[r-1]
			} else if b.rnd.IntN(4) > 0 {
				image[r] = int32(b.rnd.IntN(a.Images))
			}
		}
		image[0] = int32(a.Images - 1)
		if masked {
			name += " masked"
			a.Mask = b.mask(a.Batch*a.Rows, a.Latents)
		}
		truth := attention64(q, k, v, do, a.Mask, a.Batch*a.Rows, a.Latents, a.Images, a.Heads, a.Dim, a.Scale, nil, 1, func(r int) (int, int) { return int(image[r]), a.Latents })
		o, pat := b.out(a.q()), b.out(a.Batch*a.Heads*a.Rows*a.Latents)
		b.done(name, p.CrossAttention(o, q, k, v, image, a))
		near(t, name, o, truth.o, 2e-6)
		a.Rounded = true
		b.done(name+" rounded", p.CrossAttention(o, q, k, v, image, a))
		near(t, name+" rounded", o, truth.o, 2e-2)
		b.done(name, p.CrossPattern(pat, q, k, image, a))
		near(t, name+" pattern", pat, swapBatch(truth.p, Attention{Batch: a.Batch, Rows: a.Rows, Keys: a.Latents, Heads: a.Heads}), 2e-6)
		dq, dk, dv := b.out(a.q()), b.out(a.k()), b.out(a.k())
		b.done(name, p.CrossAttentionVJP(dq, dk, dv, do, q, k, v, image, a))
		near(t, name+" dq", dq, truth.dq, 4e-6)
		near(t, name+" dk", dk, truth.dk, 4e-6)
		near(t, name+" dv", dv, truth.dv, 4e-6)
	}
}

// mask is [rows keys] of small numbers; some edges are blocked, some rows all of theirs, some keys for everybody.
func (b *bench) mask(rows, keys int) []float32 {
	m := b.in(rows * keys)
	off, copied := float32(math.Inf(-1)), b.copies[len(b.copies)-1]
	for r := range rows {
		kind := b.rnd.IntN(4)
		for j := range keys {
			if kind == 0 || kind == 1 && b.rnd.IntN(3) == 0 || kind == 2 && j < keys/2 || j%7 == 3 {
				m[r*keys+j] = off
			}
			copied[r*keys+j] = m[r*keys+j]
		}
	}
	return m
}

// What stands at a blocked edge touches nothing, and a mask of zeros changes no bit.
func TestBlockedEdges(t *testing.T) {
	nan := float32(math.NaN())
	eachVariant(t, func(t *testing.T, p *Pool) {
		for i, a := range attentionSizes {
			a.Causal, a.Slopes, a.Scale = i%2 == 0, slopes(i%3 == 0, a.Heads), 0.3
			name := fmt.Sprintf("%+v", a)
			b := newBench(t, uint64(20+i))
			q, k, v, do := b.in(a.q()), b.in(a.k()), b.in(a.k()), b.in(a.q())
			pass := func(what string, k, v []float32, a Attention) (out [4][]float32, pat []float32) {
				out = [4][]float32{b.out(a.q()), b.out(a.q()), b.out(a.k()), b.out(a.k())}
				pat = b.out(a.Batch * a.Heads * a.Rows * a.Keys)
				b.done(name+what, p.Attention(out[0], q, k, v, a))
				b.done(name+what, p.AttentionVJP(out[1], out[2], out[3], do, q, k, v, a))
				b.done(name+what, p.Pattern(pat, q, k, a))
				return out, pat
			}
			plain, pattern := pass(" plain", k, v, a)
			a.Mask = make([]float32, a.Batch*a.Rows*a.Keys)
			zero, zeroPattern := pass(" with a mask of zeros", k, v, a)
			for i := range plain {
				same(t, name+" with a mask of zeros", zero[i], plain[i])
			}
			same(t, name+" pattern with a mask of zeros", zeroPattern, pattern)

			bad := func(j int) bool { return j%5 == 2 || a.Keys == 1 }
			k2, v2 := append([]float32(nil), k...), append([]float32(nil), v...)
			w := a.Heads * a.Dim
			for j := range a.Batch * a.Keys {
				for c := range w {
					if bad(j % a.Keys) {
						k2[j*w+c], v2[j*w+c] = nan, nan
					}
				}
			}
			for e := range a.Mask {
				if bad(e % a.Keys) {
					a.Mask[e] = float32(math.Inf(-1))
				}
			}
			clean, cleanPattern := pass(" blocked", k, v, a)
			dirty, dirtyPattern := pass(" blocked NaN", k2, v2, a)
			for i := range clean {
				same(t, name+" with NaN at blocked keys", dirty[i], clean[i])
			}
			same(t, name+" pattern with NaN at blocked keys", dirtyPattern, cleanPattern)
			for i, x := range clean[2] {
				if bad(i/w%a.Keys) && (x != 0 || clean[3][i] != 0) {
					t.Fatalf("%s: a blocked key has the gradients %v and %v", name, x, clean[3][i])
				}
			}
		}
	})
}

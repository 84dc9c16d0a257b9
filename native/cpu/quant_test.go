//go:build cgo

package cpu

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"testing"
)

var formats = []struct {
	name string
	f    Format
	most float64
}{{"w8", W8, 127}, {"w4", W4, 7}}

// packed packs a matrix, at an odd place in memory, and unpacks it.
func packed(t *testing.T, p *Pool, f Format, w []float32, out, in int) (Weight, []float32) {
	t.Helper()
	q := make([]byte, PackedSize(f, out, in)+1)[1:]
	if err := p.Pack(q, f, Weight{F32: w}, out, in); err != nil {
		t.Fatal(err)
	}
	wide := make([]float32, out*in)
	if err := p.Unpack(wide, Weight{Packed: q, Format: f}, out, in); err != nil {
		t.Fatal(err)
	}
	return Weight{Packed: q, Format: f}, wide
}

var packedSizes = []struct{ out, in int }{{1, 1}, {16, 32}, {16, 64}, {15, 31}, {17, 33}, {33, 65}, {40, 100}, {130, 128}, {31, 513}, {70, 1100}}

func TestPack(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, f := range formats {
			for _, s := range packedSizes {
				b := newBench(t, 1)
				w := b.in(s.out * s.in)
				for i := range w { // rows of very different sizes
					w[i] *= float32(math.Exp2(float64(i/s.in%97*2 - 140)))
				}
				_, wide := packed(t, p, f.f, w, s.out, s.in)
				for r := range s.out {
					for c := range s.in {
						largest, group := 0.0, r*s.in+c/32*32
						for i := group; i < min(group+32, (r+1)*s.in); i++ {
							largest = max(largest, math.Abs(float64(w[i])))
						}
						got, want := float64(wide[r*s.in+c]), float64(w[r*s.in+c])
						if d, most := math.Abs(got-want), max(0.5*largest/f.most*(1+1.0/128), 0x1p-121); !(d <= most*(1+1e-6)) {
							t.Fatalf("%s %v: element %d %d is %g, was %g, further than half a scale %g", f.name, s, r, c, got, want, most)
						}
					}
				}
				bits, _ := round(w)
				q := make([]byte, PackedSize(f.f, s.out, s.in))
				if err := p.Pack(q, f.f, Weight{BF16: bits}, s.out, s.in); err != nil {
					t.Fatal(err)
				}
				ids := []int32{int32(s.out - 1), 0, int32(s.out / 2)}
				rows := b.out(len(ids) * s.in)
				again := make([]float32, s.out*s.in)
				if err := p.Unpack(again, Weight{Packed: q, Format: f.f}, s.out, s.in); err != nil {
					t.Fatal(err)
				}
				if err := p.Embed(rows, Weight{Packed: q, Format: f.f}, ids, s.out, s.in); err != nil {
					t.Fatal(err)
				}
				for i, id := range ids {
					same(t, "row of a packed table", rows[i*s.in:][:s.in], again[int(id)*s.in:][:s.in])
				}
			}
		}
	})
}

// Packing what was packed changes nothing: a model that is fetched and loaded again stays what it is.
func TestPackIsStable(t *testing.T) {
	p, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, f := range formats {
		b := newBench(t, 5)
		_, once := packed(t, p, f.f, b.in(50*200), 50, 200)
		_, twice := packed(t, p, f.f, once, 50, 200)
		near(t, f.name, twice, wide64(once), 0.009) // a scale may be rounded up once more
	}
}

func wide64(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

func TestPackRefuses(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, f := range formats {
			for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 3.3e38} {
				for _, at := range []int{0, 99, 33*100 - 1} {
					w := make([]float32, 33*100)
					w[at] = float32(bad)
					if err := p.Pack(make([]byte, PackedSize(f.f, 33, 100)), f.f, Weight{F32: w}, 33, 100); !errors.Is(err, ErrNotFinite) {
						t.Errorf("%s with %v at %d: error %v, want ErrNotFinite", f.name, bad, at, err)
					}
				}
			}
			if err := p.Pack(make([]byte, PackedSize(f.f, 33, 100)-1), f.f, Weight{F32: make([]float32, 3300)}, 33, 100); err == nil {
				t.Error("packed into memory that is too short")
			}
		}
	})
}

// packedBound is that of products of packed matrices, as a part of the largest result. Up to four rows have activations of 16
// bits or of float32; more have bfloat16 where there are tiles for that, and then weights are rounded to it too.
func packedBound(p *Pool, rows int) float64 {
	if p.Variant() == "amx" && rows > 4 {
		return 8e-3
	}
	return 5e-5
}

func TestPackedLinear(t *testing.T) {
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, f := range formats {
			for _, s := range packedSizes {
				for _, rows := range []int{1, 2, 3, 4, 5, 8, 9, 17, 70} {
					name := fmt.Sprintf("%s, %d rows, %d to %d", f.name, rows, s.in, s.out)
					b := newBench(t, 2)
					x, w, bias, residual := b.in(rows*s.in), b.in(s.out*s.in), b.in(s.out), b.in(rows*s.out)
					q, wide := packed(t, p, f.f, w, s.out, s.in)
					want := matmul(x, wide, rows, s.in, s.out, false, true)
					y := b.out(rows * s.out)
					b.done(name, p.Linear(y, x, q, After{}, rows, s.in, s.out))
					near(t, name, y, want, packedBound(p, rows))
					for i := range want {
						want[i] = float64(residual[i]) + max(0, want[i]+float64(bias[i%s.out]))
					}
					y = b.out(rows * s.out)
					b.done(name, p.Linear(y, x, q, After{Bias: bias, Activation: ReLU, Residual: residual}, rows, s.in, s.out))
					near(t, name+" with what follows", y, want, packedBound(p, rows))

					dx := b.out(rows * s.in)
					b.done(name, p.LinearVJP(dx, nil, nil, residual, nil, q, rows, s.in, s.out))
					near(t, name+" dx", dx, matmul(residual, wide, rows, s.out, s.in, false, false), packedBound(p, 1))
				}
			}
		}
	})
}

// Activations far apart keep their precision within their group, and what is not finite stays visible in its row alone.
func TestPackedLinearOfOddActivations(t *testing.T) {
	const rows, in, out = 3, 200, 40
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, f := range formats {
			b := newBench(t, 3)
			q, wide := packed(t, p, f.f, b.in(out*in), out, in)
			x := b.in(rows * in)
			for i := range x {
				x[i] *= float32(math.Exp2(float64(i%in/32*20 - 60)))
			}
			copy(x[in:2*in], make([]float32, in))
			for i := range in {
				x[2*in+i] *= 1e-38
			}
			copy(b.copies[len(b.copies)-1], x)
			y := b.out(rows * out)
			b.done(f.name, p.Linear(y, x, q, After{}, rows, in, out))
			want := matmul(x, wide, rows, in, out, false, true)
			near(t, f.name+" wide range", y[:out], want[:out], packedBound(p, rows))
			same(t, f.name+" zeros", y[out:2*out], make([]float32, out))

			for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), 3e38} {
				x := make([]float32, rows*in)
				for i := range x {
					x[i] = 1
				}
				x[in+77] = bad
				y := b.out(rows * out)
				b.done(f.name, p.Linear(y, x, q, After{}, rows, in, out))
				for j := range out {
					v := float64(bad) * float64(wide[j*in+77])
					switch got := float64(y[out+j]); {
					case math.IsNaN(v) && !math.IsNaN(got), math.IsInf(v, 0) && got != v:
						t.Errorf("%s: an activation of %v gives %v, want %v", f.name, bad, got, v)
					}
					if got := float64(y[j]); math.IsNaN(got) || math.IsInf(got, 0) {
						t.Errorf("%s: an activation of %v gives %v in another row", f.name, bad, got)
					}
				}
			}
		}
	})
}

// Up to four rows, and on any number of threads, a row is the same to the bit.
func TestPackedRowsAreIndependent(t *testing.T) {
	const rows, in, out = 4, 1100, 200
	for _, v := range Variants() {
		for _, f := range formats {
			var before []float32
			for _, threads := range []int{1, 3} {
				p, err := New(Config{Variant: v, Threads: threads})
				if err != nil {
					t.Fatal(err)
				}
				defer p.Close()
				b := newBench(t, 4)
				x := b.in(rows * in)
				q, _ := packed(t, p, f.f, b.in(out*in), out, in)
				whole := b.out(rows * out)
				b.done("linear", p.Linear(whole, x, q, After{}, rows, in, out))
				if before != nil {
					same(t, v+" "+f.name+" on other threads", whole, before)
				}
				before = whole
				for _, s := range []struct{ from, rows int }{{0, 1}, {3, 1}, {2, 2}, {1, 3}} {
					part := b.out(s.rows * out)
					b.done("linear", p.Linear(part, x[s.from*in:], q, After{}, s.rows, in, out))
					same(t, fmt.Sprintf("%s %s rows %v", v, f.name, s), part, whole[s.from*out:(s.from+s.rows)*out])
				}
			}
		}
	}
}

// Weights rotate over more memory than any cache has, as in decoding.
func BenchmarkPackedLinear(b *testing.B) {
	p := benchPool(b)
	const memory = 1 << 30
	for _, f := range formats {
		for _, s := range []struct{ in, out int }{{2048, 2048}, {2048, 8192}, {8192, 2048}} {
			size := PackedSize(f.f, s.out, s.in)
			all := make([]byte, memory/size*size)
			w := wave(s.out * s.in)
			for at := 0; at < len(all); at += size {
				if at > 0 {
					copy(all[at:at+size], all[:size])
				} else if err := p.Pack(all[:size], f.f, Weight{F32: w}, s.out, s.in); err != nil {
					b.Fatal(err)
				}
			}
			for _, rows := range []int{1, 2, 4, 8, 16, 64, 256} {
				x, y, at := wave(rows*s.in), make([]float32, rows*s.out), 0
				b.Run(fmt.Sprintf("%s/%dx%dx%d", f.name, rows, s.in, s.out), func(b *testing.B) {
					benchmark(b, 2*float64(rows*s.in*s.out), int64(size), func() error {
						at = (at + size) % len(all)
						return p.Linear(y, x, Weight{Packed: all[at : at+size], Format: f.f}, After{}, rows, s.in, s.out)
					})
				})
			}
		}
	}
}

func BenchmarkPack(b *testing.B) {
	p := benchPool(b)
	const out, in = 2048, 2048
	bits, _ := round(wave(out * in))
	for _, f := range formats {
		dst := make([]byte, PackedSize(f.f, out, in))
		b.Run(f.name, func(b *testing.B) {
			benchmark(b, 0, 2*out*in, func() error { return p.Pack(dst, f.f, Weight{BF16: bits}, out, in) })
		})
	}
}

// Files of packed matrices outlive the process: every variant must make and read the same bytes.
func TestPackedBytesAreThoseOfEveryVariant(t *testing.T) {
	want := map[string][]byte{}
	eachVariant(t, func(t *testing.T, p *Pool) {
		for _, f := range formats {
			b := newBench(t, 6)
			w := b.in(50 * 200)
			for i := range w {
				w[i] *= float32(math.Exp2(float64(i%61*4 - 120)))
			}
			q := make([]byte, PackedSize(f.f, 50, 200))
			if err := p.Pack(q, f.f, Weight{F32: w}, 50, 200); err != nil {
				t.Fatal(err)
			}
			if want[f.name] == nil {
				want[f.name] = q
			} else if !bytes.Equal(q, want[f.name]) {
				t.Errorf("%s differs from the first variant", f.name)
			}
		}
	})
}

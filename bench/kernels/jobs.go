//go:build cgo

package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
	"unsafe"

	"wade/bench/internal/job"
	"wade/native/cpu"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// timing is the mean time of an operation in a pass over all operands.
type timing struct {
	MS float64 `json:"ms"`
}

// noise is normally distributed.
func noise(n int, wide float32) []float32 {
	x, r := aligned[float32](n), rand.New(rand.NewPCG(1, uint64(n)))
	for i := range x {
		x[i] = float32(r.NormFloat64()) * wide
	}
	return x
}

// aligned begins at a cache line, as weights in files do.
func aligned[T any](n int) []T {
	const line = 64
	var t T
	size := int(unsafe.Sizeof(t))
	x := make([]T, n+line/size)
	skip := (line - int(uintptr(unsafe.Pointer(unsafe.SliceData(x)))%line)) % line / size
	return x[skip : skip+n]
}

// weights are as many matrices as make up mib: no cache holds what was used last. All but the first are copies of it.
func (w *worker) weights(j job.Job) ([]cpu.Weight, error) {
	in, out := j.N["in"], j.N["out"]
	key := fmt.Sprint(j.Type, in, out, j.N["mib"])
	if w.key == key {
		return w.made[key], nil
	}
	w.made, w.key = map[string][]cpu.Weight{}, ""
	first := noise(in*out, float32(1/math.Sqrt(3*float64(in))))
	var all []cpu.Weight
	for done := 0; done < j.N["mib"]<<20; {
		var m cpu.Weight
		switch j.Type {
		case "f32":
			m.F32 = aligned[float32](len(first))
			copy(m.F32, first)
			done += 4 * len(first)
		case "bf16":
			m.BF16 = aligned[uint16](len(first))
			if all != nil {
				copy(m.BF16, all[0].BF16)
			} else {
				tensor.F32ToBF16(m.BF16, first)
			}
			done += 2 * len(first)
		case "w8", "w4":
			m.Format = map[string]cpu.Format{"w8": cpu.W8, "w4": cpu.W4}[j.Type]
			m.Packed = aligned[byte](cpu.PackedSize(m.Format, out, in))
			if all != nil {
				copy(m.Packed, all[0].Packed)
			} else if err := w.pool.Pack(m.Packed, m.Format, cpu.Weight{F32: first}, out, in); err != nil {
				return nil, err
			}
			done += len(m.Packed)
		default:
			return nil, fmt.Errorf("no type %q, there are f32, bf16, w8 and w4", j.Type)
		}
		all = append(all, m)
	}
	w.made[key], w.key = all, key
	return all, nil
}

// linear times y = x wᵀ, one matrix after the other.
func (w *worker) linear(j job.Job) (timing, error) {
	all, err := w.weights(j)
	if err != nil {
		return timing{}, err
	}
	rows, in, out := j.N["rows"], j.N["in"], j.N["out"]
	x, y := noise(rows*in, 1), aligned[float32](rows*out)
	if err := w.pool.Linear(y, x, all[0], cpu.After{}, rows, in, out); err != nil {
		return timing{}, err
	}
	start := time.Now()
	for _, m := range all {
		if err := w.pool.Linear(y, x, m, cpu.After{}, rows, in, out); err != nil {
			return timing{}, err
		}
	}
	return timing{float64(time.Since(start).Nanoseconds()) / 1e6 / float64(len(all))}, nil
}

// attention times a causal layer with ALiBi, on as many caches as a model has layers.
func (w *worker) attention(j job.Job) (timing, error) {
	const layers = 24
	rows, keys, heads, width := j.N["rows"], j.N["keys"], j.N["heads"], j.N["width"]
	a := cpu.Attention{Batch: 1, Rows: rows, Keys: keys, Heads: heads, Dim: width, Scale: float32(1 / math.Sqrt(float64(width))), Causal: true, Slopes: program.Attr{Heads: heads, ALiBi: true}.Slopes()}
	q, o := noise(rows*heads*width, 1), aligned[float32](rows*heads*width)
	k, v := make([][]float32, layers), make([][]float32, layers)
	for i := range layers {
		k[i], v[i] = noise(keys*heads*width, 1), noise(keys*heads*width, 1)
	}
	var took time.Duration
	for range 2 { // the first to warm up
		start := time.Now()
		for i := range layers {
			if err := w.pool.Attention(o, q, k[i], v[i], a); err != nil {
				return timing{}, err
			}
		}
		took = time.Since(start)
	}
	return timing{float64(took.Nanoseconds()) / 1e6 / layers}, nil
}

package flamingo

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"wade/sdk/program"
	"wade/sdk/prompt"
	"wade/sdk/tensor"
)

// Patch puts the values of another run in place of a tap, at the positions of this prompt that w means there too (Meng et
// al., 2022: activation patching). The tap must have been captured in from; for taps of pictures w must be the zero value,
// and all rows are replaced. Where the two prompts differ in length, PatchAt says which position goes where.
func Patch(tap string, from *Trace, w prompt.Where) (Edit, error) {
	v, err := captured(from, tap)
	if err != nil {
		return Edit{}, err
	}
	if v.Axes()[0].Name != "token" {
		if !w.All() {
			return Edit{}, fmt.Errorf("flamingo: patch of %s: it has no token axis, so it is replaced as a whole: give prompt.Where{}", tap)
		}
		return Edit{Tap: tap, Kind: program.EditReplace, Data: v.ToF32()}, nil
	}
	at, err := from.Positions(w)
	if err != nil {
		return Edit{}, fmt.Errorf("flamingo: patch of %s: %w", tap, err)
	}
	return PatchAt(tap, from, at, at)
}

// PatchAt puts rows src of a tap in another run in place of the rows dst here.
func PatchAt(tap string, from *Trace, src, dst []int) (Edit, error) {
	v, err := captured(from, tap)
	if err != nil {
		return Edit{}, err
	}
	if len(src) != len(dst) || len(src) == 0 {
		return Edit{}, fmt.Errorf("flamingo: patch of %s: %d rows for %d places", tap, len(src), len(dst))
	}
	e := Edit{Tap: tap, Kind: program.EditReplace, Rows: slices.Clone(dst)}
	e.Data, err = rowsOf(tap, v, src)
	return e, err
}

// captured finds a tap that can be edited in a trace.
func captured(from *Trace, tap string) (*tensor.Tensor, error) {
	if from == nil {
		return nil, errors.New("flamingo: the run to take values from is nil")
	}
	if isPattern(tap) {
		return nil, fmt.Errorf("flamingo: %s can be captured, not edited", tap)
	}
	return from.At(tap)
}

// rowsOf copies rows of a value seen as a matrix whose columns are its last axis.
func rowsOf(tap string, v *tensor.Tensor, rows []int) ([]float32, error) {
	cols := v.Shape()[len(v.Shape())-1]
	data := v.ToF32()
	var out []float32
	for _, r := range rows {
		if r < 0 || (r+1)*cols > len(data) {
			return nil, fmt.Errorf("flamingo: %s: %w: row %d of %d", tap, prompt.ErrNowhere, r, len(data)/cols)
		}
		out = append(out, data[r*cols:(r+1)*cols]...)
	}
	return out, nil
}

// MeanAblate puts a mean in place of a tap at some positions: the mean of all its rows in other runs. It takes away what
// is particular at the place and keeps what is usual.
func MeanAblate(tap string, over []*Trace, w prompt.Where) (Edit, error) {
	var mean []float64
	n := 0
	for _, t := range over {
		v, err := captured(t, tap)
		if err != nil {
			return Edit{}, err
		}
		cols := v.Shape()[len(v.Shape())-1]
		if mean == nil {
			mean = make([]float64, cols)
		}
		if cols != len(mean) {
			return Edit{}, fmt.Errorf("flamingo: mean of %s: rows of %d and of %d channels", tap, len(mean), cols)
		}
		for i, x := range v.ToF32() {
			mean[i%cols] += float64(x)
		}
		n += v.Len() / cols
	}
	if n == 0 {
		return Edit{}, fmt.Errorf("flamingo: mean of %s: no run to take it over", tap)
	}
	row := make([]float32, len(mean))
	for i, x := range mean {
		row[i] = float32(x / float64(n))
	}
	return Replace(tap, w, row...), nil
}

// Resample puts rows drawn from another run in place of the rows of a tap at the positions given, by a seed: noise of the
// right kind.
func Resample(tap string, from *Trace, at []int, seed uint64) (Edit, error) {
	v, err := captured(from, tap)
	if err != nil {
		return Edit{}, err
	}
	rng := rand.New(rand.NewPCG(seed, 0x7761_6465))
	src := make([]int, len(at))
	for i := range src {
		src[i] = rng.IntN(v.Len() / v.Shape()[len(v.Shape())-1])
	}
	return PatchAt(tap, from, src, at)
}

// Steer adds a multiple of a vector, one number for each channel, to a tap at some positions (Turner et al., 2023:
// activation addition).
func Steer(tap string, vector *tensor.Tensor, by float32, w prompt.Where) (Edit, error) {
	if vector == nil || vector.Len() == 0 {
		return Edit{}, fmt.Errorf("flamingo: steering %s: the vector is empty", tap)
	}
	data := slices.Clone(vector.ToF32())
	for i := range data {
		data[i] *= by
	}
	return Add(tap, w, data...), nil
}

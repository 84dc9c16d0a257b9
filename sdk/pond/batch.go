package pond

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"wade/sdk/tensor"
)

// normalised[v] is byte v as a model takes it.
var normalised = func() (table [256]float32) {
	for v := range table {
		table[v] = (float32(v)/255 - PixelMean) / PixelStd
	}
	return table
}()

// planes paints a scene into dst, channel by channel, normalised.
func planes(s *scene, r rng, dst []float32) {
	var rgb [pixels * 3]uint8
	paint(s, r, &rgb)
	for c := range 3 {
		plane := dst[c*pixels : (c+1)*pixels]
		for i := range plane {
			plane[i] = normalised[rgb[3*i+c]]
		}
	}
}

func imageAxes(name string, n int) []tensor.Axis {
	return []tensor.Axis{{Name: name, Size: n}, {Name: "channel", Size: 3}, {Name: "height", Size: Side}, {Name: "width", Size: Side}}
}

func rowAxes(n, length int) []tensor.Axis {
	return []tensor.Axis{{Name: "batch", Size: n}, {Name: "tokens", Size: length}}
}

// rows calls one for every row on all processors. Each row has its own stream, so the order does not matter.
func rows(n int, one func(row int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for row := int(next.Add(1)) - 1; row < n; row = int(next.Add(1)) - 1 {
				one(row)
			}
		})
	}
	wg.Wait()
}

func checkSize(step, n int) error {
	if step < 0 {
		return fmt.Errorf("pond: step %d is negative", step)
	}
	if n < 1 || n > maxRows {
		return fmt.Errorf("pond: a batch of %d rows; ask for 1 to %d", n, maxRows)
	}
	return nil
}

// maxRows keeps a mistyped size from taking all memory.
const maxRows = 1 << 14

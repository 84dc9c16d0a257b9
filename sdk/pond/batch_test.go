package pond

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"wade/sdk/pond/internal/words"
	"wade/sdk/tensor"
)

var update = flag.Bool("update", false, "write the golden file anew")

func digest(t *testing.T, tensors ...*tensor.Tensor) string {
	t.Helper()
	var b bytes.Buffer
	for _, x := range tensors {
		fmt.Fprintln(&b, x.DType(), x.Axes())
		var data any = x.F32()
		if x.DType() == tensor.I32 {
			data = x.I32()
		}
		if err := binary.Write(&b, binary.LittleEndian, data); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))
}

// batches digests one small batch of each kind.
func batches(t *testing.T, seed uint64, step int) []string {
	t.Helper()
	p, err := PairBatch(seed, step, 24)
	if err != nil {
		t.Fatal(err)
	}
	x, err := TextBatch(seed, step, 8, 96)
	if err != nil {
		t.Fatal(err)
	}
	e, err := EpisodeBatch(seed, step, 12)
	if err != nil {
		t.Fatal(err)
	}
	return []string{
		fmt.Sprintf("pairs %d %d %s", seed, step, digest(t, p.Images, p.IDs, p.Lengths, p.Match)),
		fmt.Sprintf("text %d %d %s", seed, step, digest(t, x.IDs, x.Targets, x.Weights)),
		fmt.Sprintf("episodes %d %d %s", seed, step, digest(t, e.IDs, e.Targets, e.Weights, e.Image, e.Images)),
	}
}

// The golden file holds the data that the embedded weights were trained on, on whatever platform.
func TestBatchesAreGolden(t *testing.T) {
	var lines []string
	for _, c := range []struct {
		seed uint64
		step int
	}{{0, 0}, {0, 1}, {1, 0}, {1 << 63, 2999}} {
		lines = append(lines, batches(t, c.seed, c.step)...)
	}
	got := strings.Join(lines, "\n") + "\n"
	const path = "testdata/batches.golden"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the training data changed:\n%swant\n%s", got, want)
	}
	slices.Sort(lines)
	if len(slices.Compact(lines)) != 12 {
		t.Error("two batches are equal")
	}
}

func TestProcessorsChangeNothing(t *testing.T) {
	before := runtime.GOMAXPROCS(1)
	one := batches(t, 5, 5)
	runtime.GOMAXPROCS(8)
	eight := batches(t, 5, 5)
	runtime.GOMAXPROCS(before)
	if !slices.Equal(one, eight) {
		t.Errorf("%v with one processor, %v with eight", one, eight)
	}
}

func TestPairs(t *testing.T) {
	const n = 96
	b, err := PairBatch(2, 3, n)
	if err != nil {
		t.Fatal(err)
	}
	captions := make([]string, n)
	for i := range n {
		length := int(b.Lengths.I32()[i])
		row := b.IDs.I32()[i*PairTokens : (i+1)*PairTokens]
		if row[0] != words.Bos || row[length-1] != words.Eoc {
			t.Fatalf("row %d: %v, length %d", i, row, length)
		}
		for _, id := range row[length:] {
			if id != words.Pad {
				t.Fatalf("row %d: %v is not padded from %d", i, row, length)
			}
		}
		var said []string
		for _, id := range row[1 : length-1] {
			said = append(said, words.All[id])
		}
		captions[i] = strings.Join(said, " ")
		if p := Draw(captions[i]); p.Err() != nil || p.Caption() != captions[i] {
			t.Errorf("%q is drawn as %v", captions[i], p)
		}
	}
	shared := false
	for i := range n {
		sum := float32(0)
		for j := range n {
			m := b.Match.F32()[i*n+j]
			sum += m
			if (m > 0) != (captions[i] == captions[j]) || m != b.Match.F32()[j*n+i] {
				t.Errorf("match %d %d is %g for %q and %q", i, j, m, captions[i], captions[j])
			}
			shared = shared || i != j && m > 0
		}
		if sum < 0.9999 || sum > 1.0001 {
			t.Errorf("row %d of match sums to %g", i, sum)
		}
	}
	if !shared {
		t.Error("no two captions are equal, so sharing was not tested: choose another seed")
	}
	for _, v := range b.Images.F32() {
		if v < -PixelMean/PixelStd || v > (1-PixelMean)/PixelStd {
			t.Fatalf("pixel %g", v)
		}
	}
}

// Sisters differ in one shape, or in the word of a card, and in nothing else.
func TestSisters(t *testing.T) {
	for row := 0; row < 48; row += sisters {
		distinct := map[string]bool{}
		var without []string
		for k := range sisters {
			s, _ := pairScene(1, 1, 96, row+k)
			distinct[s.caption()] = true
			for i := range s.objects() {
				s.objs[i].shape = 0
			}
			s.word = 0
			without = append(without, s.caption())
		}
		if len(distinct) != sisters || len(slices.Compact(without)) != 1 {
			t.Errorf("rows from %d: %v, %v", row, distinct, without)
		}
	}
}

// documents splits a text row at <bos>.
func documents(ids []int32) (docs []string) {
	for _, id := range ids {
		if id == words.Bos {
			docs = append(docs, "")
			continue
		}
		docs[len(docs)-1] += " " + words.All[id]
	}
	return docs
}

func TestText(t *testing.T) {
	const n, length = 400, 128
	b, err := TextBatch(4, 0, n, length)
	if err != nil {
		t.Fatal(err)
	}
	ids, targets, weights := b.IDs.I32(), b.Targets.I32(), b.Weights.F32()
	told, guessed, copied := 0, 0, 0
	favourite, single := 0, 0
	for r := range n {
		row := ids[r*length : (r+1)*length]
		if row[0] != words.Bos || slices.Contains(row, words.Pad) {
			t.Fatalf("row %d: %v", r, row)
		}
		for i := range length - 1 {
			if targets[r*length+i] != row[i+1] {
				t.Fatalf("row %d: target %d is not the next token", r, i)
			}
		}
		at := 0
		for _, d := range documents(row) {
			w := strings.Fields(d)
			whole := at+1+len(w) < length
			switch {
			case strings.HasPrefix(d, " scene :"):
				told++
				for _, chunk := range strings.Split(d, "scene :") {
					caption, _, ok := strings.Cut(chunk, ".")
					o := read(t, caption)
					if ok && len(o) == 1 && !strings.Contains(d, "this ") { // binding chooses colours by itself
						single++
						if f, err := Favourite(o[0].shape); err == nil && f == o[0].colour {
							favourite++
						}
					}
				}
			case strings.HasPrefix(d, " <image> output") || strings.HasPrefix(d, " <image> question"):
				guessed++
			case whole:
				copied++
				k := len(w) / copies
				for i := range w {
					if w[i] != w[i%k] {
						t.Fatalf("not repeated: %s", d)
					}
					if want := float32(min(1, i/k)); weights[r*length+at+i] != want {
						t.Fatalf("weight %g on word %d of %s", weights[r*length+at+i], i, d)
					}
				}
			}
			at += 1 + len(w)
		}
	}
	if share := 100 * favourite / single; share < priorShare-4 || share > priorShare+4 {
		t.Errorf("%d %% of %d shapes have their favourite colour, want %d", share, single, priorShare)
	}
	if told < n/3 || guessed < n/20 || copied < n/8 {
		t.Errorf("%d documents told, %d to guess, %d copied", told, guessed, copied)
	}
}

func TestPriorOnlyInText(t *testing.T) {
	favourite, single := 0, 0
	see := func(s *scene) {
		for _, o := range s.objects() {
			single++
			if favourites[o.shape] == int(o.colour) {
				favourite++
			}
		}
	}
	for row := range 6000 {
		s, _ := pairScene(0, 0, 6000, row)
		see(&s)
		l := trainingLine(0, 0, row)
		for i := range l.scenes {
			see(&l.scenes[i])
		}
	}
	if share := 1000 * favourite / single; share < 110 || share > 140 { // 1/8
		t.Errorf("in pictures %d of 1000 shapes have their favourite colour, want 125", share)
	}
}

// chunk is what stands between <image> and <eoc>, with how many of its answer's tokens (<eoc> included) are trained.
type chunk struct {
	prompt, answer string
	trained        int
}

// chunks reads one row and checks that targets follow tokens and that images are counted.
func chunks(t *testing.T, ids, targets, image []int32, weights []float32, latest int32) (all []chunk) {
	t.Helper()
	if ids[0] != words.Bos || image[0] != -1 || weights[0] != 0 {
		t.Fatalf("a row begins with %d, image %d, weight %g", ids[0], image[0], weights[0])
	}
	inAnswer := false
	var said []string
	for i := 0; i < len(ids) && (ids[i] != words.Pad || targets[i] != words.Pad); i++ {
		if i > 0 && targets[i-1] != ids[i] {
			t.Fatalf("target %d is not the next token", i-1)
		}
		if ids[i] == words.Image {
			latest++
			all = append(all, chunk{})
			said, inAnswer = nil, false
		}
		if i > 0 && image[i] != latest {
			t.Fatalf("token %d: image %d, want %d", i, image[i], latest)
		}
		if ids[i] != words.Image && ids[i] != words.Bos {
			said = append(said, words.All[ids[i]])
		}
		text := strings.Join(said, " ")
		if !inAnswer && (text == "output :" || strings.HasSuffix(text, "answer :") || strings.HasPrefix(text, "this ") && strings.HasSuffix(text, "is a")) {
			all[len(all)-1].prompt = text
			said, inAnswer = nil, true
		}
		switch {
		case !inAnswer && weights[i] != 0:
			t.Fatalf("token %d: %q is trained outside an answer", i, words.All[targets[i]])
		case inAnswer:
			c := &all[len(all)-1]
			c.trained += int(weights[i])
			if targets[i] == words.Eoc {
				c.answer, inAnswer = strings.Join(said, " "), false
			}
		}
	}
	return all
}

func TestInterleaved(t *testing.T) {
	const n = 400
	b, err := EpisodeBatch(9, 1, n)
	if err != nil {
		t.Fatal(err)
	}
	length, images := b.IDs.Shape()[1], b.Images.Shape()[0]
	latest := int32(-1)
	byShots := map[int]int{}
	for r := range n {
		row := func(x []int32) []int32 { return x[r*length : (r+1)*length] }
		all := chunks(t, row(b.IDs.I32()), row(b.Targets.I32()), row(b.Image.I32()), b.Weights.F32()[r*length:(r+1)*length], latest)
		latest += int32(len(all))
		byShots[len(all)-1]++
		named := map[string]bool{}
		for i, c := range all {
			tokens := len(strings.Fields(c.answer)) + 1
			settled := true
			switch {
			case c.prompt == "output :":
				settled = i > 0 || tokens > 2 // a caption
			case strings.HasPrefix(c.prompt, "this"):
				settled = named[c.answer]
				named[c.answer] = true
			}
			if want := map[bool]int{true: tokens}[settled]; c.trained != want {
				t.Fatalf("row %d chunk %d: %d tokens of %q %q are trained, want %d", r, i, c.trained, c.prompt, c.answer, want)
			}
		}
	}
	if int(latest) != images-1 {
		t.Errorf("%d <image> tokens for %d images", latest+1, images)
	}
	for shots := range shotShares {
		if byShots[shots] == 0 {
			t.Errorf("no episode of %d shots", shots)
		}
	}
	if length > 120 {
		t.Errorf("rows of %d tokens; the context was chosen for 120", length)
	}
}

func TestHeldOut(t *testing.T) {
	trained := map[string]bool{}
	key := func(x []float32) string { return digest(t, must(tensor.FromF32(x))) }
	const side = 3 * pixels
	for step := range 4 {
		p, err := PairBatch(0, step, 192)
		if err != nil {
			t.Fatal(err)
		}
		e, err := EpisodeBatch(0, step, 48)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range [][]float32{p.Images.F32(), e.Images.F32()} {
			for at := 0; at < len(x); at += side {
				trained[key(x[at:at+side])] = true
			}
		}
	}
	if len(trained) < 4*(192+48) {
		t.Errorf("only %d different pictures: some are repeated", len(trained))
	}
	for _, name := range Tasks() {
		exam, err := Exam(name, 2, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range exam {
			pictures := []*Picture{e.Query.Picture}
			for _, s := range e.Shots {
				pictures = append(pictures, s.Picture)
			}
			for _, p := range pictures {
				x := make([]float32, side)
				for c := range 3 {
					for i := range pixels {
						x[c*pixels+i] = normalised[p.rgb[3*i+c]]
					}
				}
				if trained[key(x)] {
					t.Fatalf("%s: a picture of the exam is in the training data", name)
				}
			}
		}
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func TestBatchErrors(t *testing.T) {
	for name, try := range map[string]func() error{
		"no rows":         func() error { _, err := PairBatch(0, 0, 0); return err },
		"negative step":   func() error { _, err := EpisodeBatch(0, -1, 4); return err },
		"too many rows":   func() error { _, err := EpisodeBatch(0, 0, 1<<30); return err },
		"no tokens":       func() error { _, err := TextBatch(0, 0, 4, 0); return err },
		"too many tokens": func() error { _, err := TextBatch(0, 0, 4, 1<<30); return err },
	} {
		if err := try(); err == nil || !strings.HasPrefix(err.Error(), "pond: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

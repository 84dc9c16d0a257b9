package pond

import (
	"sync"

	"wade/sdk/pond/internal/words"
)

// Side is the height and width of a picture in pixels.
const Side = 48

const (
	pixels  = Side * Side
	box     = 26 // side of a shape's mask, pixels
	samples = 4  // per pixel and axis
)

var palette = [...][3]int{
	{215, 35, 40}, {35, 165, 60}, {40, 75, 220}, {240, 215, 40}, {135, 45, 170}, {245, 130, 20}, {248, 248, 248}, {12, 12, 14},
}

// radii in pixels by size.
var radii = [...]int{6, 10}

// masks[shape][size] is how much of each pixel a shape covers, 0 to 16. Integer arithmetic throughout: fused
// multiply-add would make floating-point edges differ between processors, and with them the golden hashes.
var masks = sync.OnceValue(func() *[6][2][box * box]uint8 {
	m := new([6][2][box * box]uint8)
	for shape := range m {
		for size := range m[shape] {
			r := radii[size] * 2 * samples // units of 1/8 pixel, so that sample centres are whole numbers
			for p := range box * box {
				for s := range samples * samples {
					x := 2*(p%box*samples+s%samples) + 1 - box*samples
					y := 2*(p/box*samples+s/samples) + 1 - box*samples
					if inside(shape, x, y, r) {
						m[shape][size][p]++
					}
				}
			}
		}
	}
	return m
})

// inside says whether a point lies in a shape of radius r at the origin, y downwards. Proportions were chosen by eye
// so that at radius 6 the shapes have like areas and no two are confused.
func inside(shape, x, y, r int) bool {
	ax, ay := max(x, -x), max(y, -y)
	switch words.Shapes[shape] {
	case "circle":
		return x*x+y*y <= r*r
	case "square":
		return 100*max(ax, ay) <= 88*r
	case "triangle": // apex at -1.15 r, base at 0.8 r, half as wide as 1.15 r
		return 100*y <= 80*r && 195*100*ax <= 115*(100*y+115*r)
	case "star":
		return inStar(x, y, r)
	case "cross":
		return 100*min(ax, ay) <= 34*r && 100*max(ax, ay) <= 112*r
	default: // ring
		d := 10000 * (x*x + y*y)
		return d <= 108*108*r*r && d >= 62*62*r*r
	}
}

// starCorners are the ten corners, in 1/1000 of the radius: tips at 1.2, notches at 0.46.
var starCorners = func() (c [10][2]int) {
	directions := [10][2]int{{0, -1000}, {588, -809}, {951, -309}, {951, 309}, {588, 809},
		{0, 1000}, {-588, 809}, {-951, 309}, {-951, -309}, {-588, -809}}
	for i, d := range directions {
		scale := 1200
		if i%2 == 1 {
			scale = 460
		}
		c[i] = [2]int{d[0] * scale / 1000, d[1] * scale / 1000}
	}
	return c
}()

// inStar counts the edges to the right of the point.
func inStar(x, y, r int) bool {
	x, y = 1000*x, 1000*y
	in := false
	for i, a := range starCorners {
		b := starCorners[(i+1)%10]
		ax, ay, bx, by := a[0]*r, a[1]*r, b[0]*r, b[1]*r
		if (ay > y) == (by > y) {
			continue
		}
		// x < ax + (y-ay)*(bx-ax)/(by-ay), multiplied out
		left := (x-ax)*(by-ay) < (y-ay)*(bx-ax)
		if by < ay {
			left = (x-ax)*(by-ay) > (y-ay)*(bx-ax)
		}
		if left {
			in = !in
		}
	}
	return in
}

// centres of the five places and the four quadrants.
var centres = [...][2]int{{11, 24}, {37, 24}, {24, 11}, {24, 37}, {24, 24}, {12, 12}, {36, 12}, {12, 36}, {36, 36}}

// paint draws a scene into rgb, height x width x channel. What the scene leaves open (jitter, tint, noise) comes from r. It
// returns how much of each pixel is not background, 0 to 16.
func paint(s *scene, r rng, rgb *[pixels * 3]uint8) (covered [pixels]uint8) {
	grey := r.between(112, 146)
	tint := [3]int{grey + r.between(-14, 14), grey + r.between(-14, 14), grey + r.between(-14, 14)}
	var clean [pixels][3]int16
	for y := range Side {
		for x := range Side {
			for c := range 3 {
				clean[y*Side+x][c] = int16(tint[c])
			}
		}
	}
	if s.card {
		paintCard(s, &r, &clean, &covered)
	}
	for _, o := range s.objects() {
		ink := jittered(o.colour, &r)
		at := centres[o.place]
		spread := 2
		if o.place >= quadrant {
			spread = 3
		}
		x0, y0 := at[0]+r.between(-spread, spread)-box/2, at[1]+r.between(-spread, spread)-box/2
		mask := &masks()[o.shape][o.size]
		for p, cover := range mask {
			x, y := x0+p%box, y0+p/box
			if cover != 0 && x >= 0 && x < Side && y >= 0 && y < Side {
				blend(&clean[y*Side+x], ink, int16(cover))
				covered[y*Side+x] = max(covered[y*Side+x], cover)
			}
		}
	}
	for p := range pixels {
		noise := r.next()
		light := int16(noise>>48%17) - 8 // of the pixel, then a little of each channel
		for c := range 3 {
			v := clean[p][c] + light + int16(noise>>(16*c)&0xffff%9) - 4
			rgb[3*p+c] = uint8(min(255, max(0, v)))
		}
	}
	return covered
}

func jittered(colour uint8, r *rng) [3]int16 {
	var ink [3]int16
	for c := range ink {
		ink[c] = int16(palette[colour][c] + r.between(-9, 9))
	}
	return ink
}

func blend(px *[3]int16, ink [3]int16, cover int16) {
	for c := range px {
		px[c] += (ink[c] - px[c]) * cover / 16
	}
}

// paintCard writes the word seven pixels a letter, twice as high as the font and two pixels thick.
func paintCard(s *scene, r *rng, clean *[pixels][3]int16, covered *[pixels]uint8) {
	text := words.Colours[s.word]
	ink := jittered(s.ink, r)
	width := 7*len(text) - 1
	slack := (Side - width) / 2
	x0 := slack + r.between(-min(slack-1, 4), min(slack-1, 4))
	y0 := 17 + r.between(-5, 5)
	var set [pixels]bool
	for i := range len(text) {
		written(text[i:i+1], x0+7*i, 0, func(x, y int) {
			for _, dx := range []int{0, 1} {
				for _, dy := range []int{0, 1} {
					set[(y0+2*y+dy)*Side+x+dx] = true
				}
			}
		})
	}
	for p, on := range set {
		if on {
			blend(&clean[p], ink, 16)
			covered[p] = 16
		}
	}
}

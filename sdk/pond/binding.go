package pond

import "wade/sdk/pond/internal/words"

// What a made-up word can mean. The prompt tells which, so that few examples suffice.
const (
	meansObject = iota // "this is a dax": a colour and a shape together
	meansColour        // "this colour is a dax": shapes vary
	meansShape         // "this shape is a dax": colours vary
	meanings
)

var bindingPrompts = [meanings]string{"this is a", "this colour is a", "this shape is a"}

// bindings makes episodes in which k words have a meaning. Every word stands among the shots if these suffice, and the
// last item asks for one that does. An answer is settled once its word has been seen.
func bindings(k int) func(*maker, int) []item {
	return func(m *maker, n int) []item {
		meaning := m.intn(meanings)
		names, colours, shapes := m.some(k, len(words.Nonce)), m.some(k, len(words.Colours)), m.some(k, len(words.Shapes))
		items := make([]item, n)
		var seen [3]bool
		for i, who := range m.order(k, n) {
			s := m.single()
			if meaning != meansShape {
				s.objs[0].colour = uint8(colours[who])
			}
			if meaning != meansColour {
				s.objs[0].shape = uint8(shapes[who])
			}
			items[i] = item{scene: s, prompt: bindingPrompts[meaning], answer: words.Nonce[names[who]], settled: seen[who]}
			seen[who] = true
		}
		return items
	}
}

// order says which of k words each of n items is about.
func (m *maker) order(k, n int) []int {
	all := make([]int, n)
	shots := n - 1
	for i, place := range m.some(shots, shots) {
		if i < k {
			all[place] = i
		} else {
			all[place] = m.intn(k)
		}
	}
	all[shots] = m.intn(k)
	if shots > 0 && shots < k {
		all[shots] = all[m.intn(shots)]
	}
	return all
}

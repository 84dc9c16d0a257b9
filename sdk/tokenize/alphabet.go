package tokenize

import "strings"

// byteOf reads GPT-2's way to write bytes as visible characters: those of Latin-1 that can be seen stand for themselves, the
// others for the characters from U+0100 on.
var byteOf = func() map[rune]byte {
	m := map[rune]byte{}
	next := rune(256)
	for b := range rune(256) {
		if '!' <= b && b <= '~' || '¡' <= b && b <= '¬' || '®' <= b && b <= 'ÿ' {
			m[b] = byte(b)
			continue
		}
		m[next] = byte(b)
		next++
	}
	return m
}()

// fromAlphabet returns the bytes that a token of a byte-level vocabulary is written for. A token that holds any other character
// stands for itself, as added ones do.
func fromAlphabet(token string) string {
	var b strings.Builder
	for _, r := range token {
		c, ok := byteOf[r]
		if !ok {
			return token
		}
		b.WriteByte(c)
	}
	return b.String()
}

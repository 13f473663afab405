package index

import "bytes"

// Hashes of different things must not meet.
const (
	seedWhole  = 0x51ed270b // a folded word
	seedBones  = 0x2545f491 // its consonants
	seedMissed = 0x9e3779b9 // its consonants or letters with one left out
)

// hash is FNV-1a, mixed so that its upper bits tell as much as its lower.
func hash(s []byte, seed uint32) uint32 {
	h := uint32(2166136261) ^ seed
	for _, b := range s {
		h = (h ^ uint32(b)) * 16777619
	}
	h ^= h >> 15
	h *= 0x85ebca6b
	return h ^ h>>13
}

// boneClass groups consonants that spellings confuse; vowels and h are left out.
var boneClass = func() (c [256]byte) {
	for _, g := range []string{"pb", "fv", "td", "kg", "szcqwx", "rl", "mn"} {
		for i := range g {
			c[g[i]] = g[0]
		}
	}
	for b := byte('0'); b <= '9'; b++ {
		c[b] = b
	}
	return
}()

const mostLetters = 24

// bones writes the consonants of a folded word by class, a for a vowel at the start.
func bones(dst []byte, s string) []byte {
	var last byte
	for i := 0; i < len(s) && i < mostLetters; i++ {
		c := boneClass[s[i]]
		if c == 0 && i == 0 {
			dst = append(dst, 'a')
		}
		if c != 0 && c != last {
			dst = append(dst, c)
		}
		last = c
	}
	return dst
}

// shortWord is how long a word may be to be known also by its letters with one left out; longer ones are by their consonants.
const shortWord = 8

// wordKeys calls f with the hashes by which words like s are found.
func wordKeys(s string, f func(uint32)) {
	var buf, cut [mostLetters + 8]byte
	f(hash([]byte(s), seedWhole))
	if len(s) < 3 || s[0] >= '0' && s[0] <= '9' {
		return
	}
	b := bones(buf[:0], s)
	if len(b) >= 2 {
		f(hash(b, seedBones))
		if soft := bytes.ReplaceAll(b, []byte("f"), nil); len(soft) >= 2 && len(soft) < len(b) {
			f(hash(soft, seedBones)) // scripts that write v and u alike, or not at all
		}
	}
	if len(b) >= 4 {
		for i := range b {
			c := append(append(cut[:0], b[:i]...), b[i+1:]...)
			if i > 0 && b[i] == b[i-1] {
				continue
			}
			f(hash(c, seedMissed))
		}
		f(hash(b, seedMissed))
	}
	if len(s) <= shortWord {
		w := []byte(s)
		for i := range w {
			if i > 0 && w[i] == w[i-1] {
				continue
			}
			c := append(append(cut[:0], w[:i]...), w[i+1:]...)
			f(hash(c, seedMissed^1))
		}
		f(hash(w, seedMissed^1))
	}
}

// slipKeys calls f with the hashes by which words are found whose spelling is one slip away: the letters with one left out.
func slipKeys(latin string, f func(uint32)) {
	var cut [mostLetters]byte
	for i := range latin {
		if i > 0 && latin[i] == latin[i-1] {
			continue
		}
		c := append(append(cut[:0], latin[:i]...), latin[i+1:]...)
		f(hash(c, seedMissed^2))
	}
	f(hash([]byte(latin), seedMissed^2))
}

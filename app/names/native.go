package names

import (
	"bytes"
	"strings"
	"sync"

	"redthread/app/names/letters"
)

// Symbols gives the letters of a word as the model of its script knows them: counted from the script's base, Hangul taken apart
// into its sounds with a mark before the first. It is nil for scripts that have no model.
func Symbols(text string, script Script) []uint16 {
	base := SymbolBase(script)
	if base < 0 {
		return nil
	}
	s := make([]uint16, 0, len(text))
	if script == Hangul {
		s = append(s, hangulStart-jamoBase)
	}
	for _, r := range text {
		switch {
		case script == Hangul:
			syl, ok := takeApart(r)
			if !ok {
				return nil
			}
			s = append(s, uint16(0x1100+rune(syl.initial)-jamoBase), uint16(0x1161+rune(syl.vowel)-jamoBase))
			if syl.final > 0 {
				s = append(s, uint16(0x11A7+rune(syl.final)-jamoBase))
			}
		case script == Han:
			if h, ok := tables().han[r]; ok && h.simple != 0 {
				r = h.simple
			}
			if r < 1 || r > 0xFFFF {
				return nil
			}
			s = append(s, uint16(r))
		case r > base && r-base < 256:
			s = append(s, uint16(r-base))
		case ScriptOf(r) == script:
			s = append(s, 255)
		}
		if len(s) >= letters.MostSymbols {
			break
		}
	}
	return s
}

const (
	jamoBase    = 0x10FF
	hangulStart = 0x115F
)

// SymbolBase is the code point that the symbols of a script are counted from, -1 where the script has no model.
func SymbolBase(script Script) rune {
	switch script {
	case Hangul:
		return jamoBase
	case Cyrillic:
		return 0x03FF
	case Arabic:
		return 0x05FF
	case Hebrew:
		return 0x058F
	case Kana:
		return 0x309F
	case Han:
		return 0
	case Roman:
		return 'a' - 1
	}
	return -1
}

// scribes are the models of the scripts, each read when it is first asked for.
var scribes [Hebrew + 1]struct {
	once  sync.Once
	model *letters.Model
}

// scribe is the model of a script, nil where there is none.
func scribe(s Script) *letters.Model {
	if SymbolBase(s) < 0 {
		return nil
	}
	x := &scribes[s]
	x.once.Do(func() {
		var more func(map[string][]letters.Chunk)
		if s == Han {
			more = addReadings
		}
		if m, err := letters.Read(bytes.NewReader(asset("letters-"+strings.ToLower(s.String())+".tsv")), more); err == nil {
			x.model = m
		}
	})
	return x.model
}

// addReadings adds the Han letters that foreign names are not written with, by how they are read.
func addReadings(spans map[string][]letters.Chunk) {
	for r, h := range tables().han {
		if s := string(r); spans[s] == nil && h.simple == 0 {
			mandarin, korean, cantonese := h.plainly()
			chunks := []letters.Chunk{{Letters: mandarin, LogP: likelyReading}}
			for _, c := range [...]string{korean, cantonese} {
				if c != "" && c != mandarin && len(c) <= 6 {
					chunks = append(chunks, letters.Chunk{Letters: c, LogP: unlikelyReading})
				}
			}
			spans[s] = chunks
		}
	}
}

// What readings cost, in nats.
const (
	likelyReading   = -0.4
	unlikelyReading = -2
)

// sounds prepares what the model needs of a word.
func (t *Token) sounds() {
	if t.mark&(number|business|initial) != 0 || t.script == Roman {
		return
	}
	if scribe(t.script) == nil {
		return
	}
	t.native = Symbols(t.text, t.script)
}

// speaker keeps the word that was last made ready for the model of its script.
type speaker struct {
	of   *Token
	word letters.Word
}

func (s *speaker) ready(t *Token) *letters.Word {
	if s.of != t {
		scribe(t.script).Prepare(&s.word, t.native)
		s.of = t
	}
	return &s.word
}

// spoken tells how well a word of another script and one in Latin letters go together by the model; ok is false where
// there is nothing to ask.
func (s *speaker) spoken(x, y *Token) (like float32, ok bool) {
	if len(x.native) == 0 {
		x, y = y, x
	}
	if len(x.native) == 0 || y.script != Roman || y.mark&(business|initial|number) != 0 {
		return 0, false
	}
	n, l := len(x.native), len(y.latin)
	if x.script == Hangul {
		n = n * 2 / 3
	}
	if x.script == Han {
		n *= 3
	}
	if l > 3*n+2 || n > 2*l+3 {
		return 0, true
	}
	return scribe(x.script).Like(s.ready(x), y.latin), true
}

// respelt tells how many nats a spelling in Latin letters loses for being read as another, at best one way or the other: little
// where scribes differ so, much where another name is meant.
func respelt(x, y *Token) float32 {
	m := scribe(Roman)
	if m == nil {
		return 0
	}
	return max(oneWay(m, x.latin, y.latin), oneWay(m, y.latin, x.latin))
}

// mostLost bounds what respelt gives.
const mostLost = -14

func oneWay(m *letters.Model, from, to string) float32 {
	var s [letters.MostSymbols]uint16
	n := 0
	for i := 0; i < len(from) && n < len(s); i++ {
		s[n] = uint16(from[i]-'a'+1) & 31
		n++
	}
	var w letters.Word
	m.Prepare(&w, s[:n])
	return max(mostLost, m.Fit(&w, to, w.Ideal()+mostLost)-w.Ideal())
}

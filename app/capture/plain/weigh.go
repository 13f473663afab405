package plain

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"redthread/app/capture/plain/symbol"
)

// candidates are the charsets that are weighed, with what each must overcome
// in nats: how much rarer it is than the commonest, a guess from use.
var candidates = []struct {
	charset  string
	language string // whose characters of East Asia it is likely to hold
	handicap float64
}{
	{"windows-1251", "", 0},
	{"windows-1252", "", 0},
	{"koi8-r", "", 2},
	{"koi8-u", "", 2.5},
	{"cp866", "", 2.5},
	{"mac-cyrillic", "", 4},
	{"windows-1250", "", 2},
	{"iso-8859-2", "", 3.5},
	{"euc-kr", "ko", 0},
	{"gb18030", "zh", 0.5},
	{"shift_jis", "ja", 0.5},
	{"euc-jp", "ja", 1.5},
	{"big5", "zh", 3},
	{"iso-8859-5", "", 4},
}

const (
	declaredHelp = 15.0    // nats for the charset that is declared
	utf8Help     = 8.0     // bytes of other charsets are seldom well-formed UTF-8 by chance
	doubt        = 8.0     // nats within which the second best is a doubt
	likely       = 4.6     // oddness that texts stay below
	likelyLatin  = 7.0     // the same where letters beyond ASCII are few
	sampleSize   = 8 << 10 // bytes that are weighed; more tell no more
)

// units are bytes that text of 16-bit units has and other text has not: blanks
// hold a zero, Cyrillic a 4, Greek a 3.
const units = "\x00\x01\x02\x03\x04\x05\x06"

// weigh gives the likeliest charset of b. declared is "" or a name of ours.
func weigh(b []byte, declared string, e encoding.Encoding) (charset string, sure bool) {
	good, bad, high := wellFormed(b)
	zeros := bytes.ContainsAny(b[:min(len(b), sampleSize)], units)
	switch {
	case high == 0 && !zeros:
		if declared == "" || !bytes.ContainsAny(b, "\x1B~+\x0E") && declared != "utf-16le" && declared != "utf-16be" {
			return "utf-8", true
		}
		return declared, true
	case bad == 0 && good >= 6 && !zeros:
		return "utf-8", true
	case bad > 0 && good >= 8 && good > 20*bad && !zeros:
		return "utf-8", false // damaged in places
	}
	sample := lines(b)
	if declared != "" && !isCandidate(declared) {
		text := decodeWith(sample, e, declared)
		if broken(text) < 0.02 && !zeros || declared == "utf-16le" || declared == "utf-16be" {
			return declared, true
		}
	}
	best, second := ranking(sample, declared, bad == 0 && good > 0)
	// UTF-16 is weighed from the start of the bytes, since its lines do not
	// end where those of other charsets do.
	head := b[:min(len(b), 4096)&^1]
	if len(head) >= 4 && maybeUnits(head) {
		rival := best
		if !bytes.Equal(head, sample) {
			rival, _ = ranking(head, declared, false)
		}
		for _, charset := range []string{"utf-16le", "utf-16be"} {
			if found := cheapest(head, charset); found+3 < rival.cost {
				best, second = weight{charset, found, decodeAs(head, charset)}, rival
				rival = best
			}
		}
	}
	sure = second.cost-best.cost > doubt
	if declared != "" && best.charset != declared && declared != "windows-1252" {
		sure = false
	}
	if best.charset == declared && bad > 0 {
		return declared, true
	}
	most := likely
	if strings.HasPrefix(best.charset, "windows-125") && best.charset != "windows-1251" || best.charset == "iso-8859-2" {
		most = likelyLatin
	}
	if oddness(best.text) > most {
		sure = false
	}
	return best.charset, sure
}

// maybeUnits says whether bytes may be units of 16 bits: those of any script
// have other bytes among them than the printable ones of ASCII.
func maybeUnits(b []byte) bool {
	if bytes.Contains(b, []byte("</")) && !bytes.ContainsAny(b, units) {
		return false // markup byte by byte
	}
	printable := 0
	for _, c := range b {
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\r' || c == '\t' {
			printable++
		}
	}
	return 100*printable < 92*len(b)
}

type weight struct {
	charset string
	cost    float64
	text    string
}

// ranking gives the best charset and the next that makes another text.
func ranking(sample []byte, declared string, maybeUTF8 bool) (best, second weight) {
	all := make([]weight, 0, len(candidates)+1)
	if maybeUTF8 {
		text := string(sample)
		all = append(all, weight{"utf-8", costIn(text, "ko", "zh", "ja") - utf8Help, text})
	}
	for _, c := range candidates {
		e, _, _ := lookUp(c.charset)
		text := decodeWith(sample, e, c.charset)
		cost := c.handicap
		if c.language == "" {
			cost += costIn(text, "zh")
		} else {
			cost += costIn(text, c.language)
		}
		if c.charset == declared {
			cost -= declaredHelp
		}
		all = append(all, weight{c.charset, cost, text})
	}
	best = all[0]
	for _, w := range all[1:] {
		if w.cost < best.cost {
			best = w
		}
	}
	second.cost = best.cost + 1e9
	for _, w := range all {
		if w.text != best.text && w.cost < second.cost {
			second = w
		}
	}
	return best, second
}

func cheapest(b []byte, charset string) float64 {
	return costIn(decodeAs(b, charset), "ko", "zh", "ja")
}

func decodeAs(b []byte, charset string) string {
	e, _, _ := lookUp(charset)
	return decodeWith(b, e, charset)
}

func isCandidate(charset string) bool {
	for _, c := range candidates {
		if c.charset == charset {
			return true
		}
	}
	return charset == "utf-8"
}

// wellFormed counts sequences of UTF-8 that are so and bytes that are not; one
// that the end cuts counts as neither.
func wellFormed(b []byte) (good, bad, high int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case !utf8.FullRune(b[i:]):
			return good, bad, high + 1
		default:
			bad++
		}
		high += size
		i += size
	}
	return good, bad, high
}

// lines picks the lines that hold bytes beyond ASCII, since only these tell.
func lines(b []byte) []byte {
	if len(b) <= sampleSize {
		return b
	}
	var sample []byte
	for len(b) > 0 && len(sample) < sampleSize {
		end := bytes.IndexByte(b, '\n') + 1
		if end == 0 || end > sampleSize {
			end = min(len(b), sampleSize)
		}
		line := b[:end]
		b = b[end:]
		if bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf || r == 0 }) >= 0 {
			sample = append(sample, line...)
		}
	}
	return sample[:min(len(sample), sampleSize)]
}

// broken is the share of characters beyond ASCII that no text has.
func broken(text string) float64 {
	all, wrong := 1, 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		all++
		if s := symbol.Of(r); s == symbol.Broken || s == symbol.Control {
			wrong++
		}
	}
	return float64(wrong) / float64(all)
}

package pdftext

import (
	"golang.org/x/text/encoding/charmap"
)

// codes says what each of 256 codes stands for; 0 is nothing.
type codes [256]rune

// baseEncoding gives the named encodings of PDF, nil for any other name.
func baseEncoding(n name) *codes {
	switch n {
	case "WinAnsiEncoding":
		return &winAnsi
	case "MacRomanEncoding":
		return &macRoman
	case "StandardEncoding":
		return &standard
	}
	return nil
}

var winAnsi = func() (e codes) {
	for i := 32; i < 256; i++ {
		e[i] = charmap.Windows1252.DecodeByte(byte(i))
		if e[i] == '\ufffd' || i == 127 || i > 127 && e[i] < 160 {
			e[i] = '•'
		}
	}
	e[160], e[173] = ' ', '-'
	return e
}()

var macRoman = func() (e codes) {
	for i := 32; i < 256; i++ {
		e[i] = charmap.Macintosh.DecodeByte(byte(i))
	}
	e[0xca] = ' '
	return e
}()

// The high half of each of the following stands in the order of its codes; a
// question mark is a code without meaning.
const (
	standardHigh = "?¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ?–†‡·?¶•‚„”»…‰?¿" +
		"?`´ˆ˜¯˘˙¨?˚¸?˝˛ˇ—????????????????" + "Æ?ª????ŁØŒº?????æ???ı??łøœß????"
	symbolLow = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾" +
		"αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
	symbolHigh = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓" +
		"◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪?〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)

func (e *codes) fill(from int, letters string) {
	for _, r := range letters {
		if r != '?' {
			e[from] = r
		}
		from++
	}
}

var standard = func() (e codes) {
	for i := 32; i < 127; i++ {
		e[i] = rune(i)
	}
	e['\''], e['`'] = '’', '‘'
	e.fill(0xa0, standardHigh)
	return e
}()

var symbol = func() (e codes) {
	e.fill(0x20, symbolLow)
	e['?'] = '?'
	e.fill(0xa0, symbolHigh)
	return e
}()

var dingbats = func() (e codes) {
	run := func(from, to int, first rune) {
		for i := from; i <= to; i++ {
			e[i] = first + rune(i-from)
		}
	}
	e[0x20] = ' '
	run(0x21, 0x7e, 0x2701)
	for code, r := range map[int]rune{
		0x25: 0x260e, 0x2a: 0x261b, 0x2b: 0x261e, 0x48: 0x2605, 0x6c: 0x25cf, 0x6e: 0x25a0, 0x73: 0x25b2, 0x74: 0x25bc,
		0x75: 0x25c6, 0x77: 0x25d7, 0xa8: 0x2663, 0xa9: 0x2666, 0xaa: 0x2665, 0xab: 0x2660, 0xd4: 0x2794, 0xd5: 0x2192,
		0xd6: 0x2194, 0xd7: 0x2195,
	} {
		e[code] = r
	}
	run(0xa1, 0xa7, 0x2761)
	run(0xac, 0xb5, 0x2460)
	run(0xb6, 0xbf, 0x2776)
	run(0xc0, 0xc9, 0x2780)
	run(0xca, 0xd3, 0x278a)
	run(0xd8, 0xef, 0x2798)
	run(0xf1, 0xfe, 0x27b1)
	return e
}()

package office

import (
	"strconv"
	"strings"
)

// greek is the Symbol font from 0x41 on, as far as it holds letters.
const greek = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"

var greekRunes = []rune(greek)

// symbol gives the character that a font of pictures shows, where it is a
// letter of the Symbol font; a bullet for the rest.
func symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil {
		return ""
	}
	if n >= 0xF000 && n <= 0xF0FF {
		n -= 0xF000
	}
	return symbolRune(font, rune(n))
}

func symbolRune(font string, r rune) string {
	if strings.EqualFold(font, "Symbol") {
		switch {
		case r >= 0x41 && int(r-0x41) < len(greekRunes):
			return string(greekRunes[r-0x41])
		case r >= 0x20 && r < 0x41:
			return string(r)
		}
		return "•"
	}
	if r < 0x20 || r <= 0xFF && strings.Contains(strings.ToLower(font), "ding") {
		return "•"
	}
	return string(r)
}

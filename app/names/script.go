package names

import "unicode"

// Script is the writing a letter belongs to, as far as names care.
type Script byte

// The scripts that names tell apart. Other takes every letter that none of the rest takes.
const (
	Other Script = iota
	Digit
	Roman
	Cyrillic
	Hangul
	Han
	Kana
	Greek
	Arabic
	Hebrew
)

var scriptNames = [...]string{"other", "digits", "Latin", "Cyrillic", "Hangul", "Han", "kana", "Greek", "Arabic", "Hebrew"}

// String is the English name of a script.
func (s Script) String() string {
	if int(s) < len(scriptNames) {
		return scriptNames[s]
	}
	return scriptNames[Other]
}

// ScriptOf is the script of a letter or digit.
func ScriptOf(r rune) Script {
	switch {
	case r < 0x80:
		if r >= '0' && r <= '9' {
			return Digit
		}
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return Roman
		}
		return Other
	case r < 0x0250:
		if r == 'ª' || r == 'º' || r >= 'À' && r != '×' && r != '÷' {
			return Roman
		}
		return Other
	case r >= 0x0400 && r < 0x0530, r >= 0x1C80 && r < 0x1C90, r >= 0x2DE0 && r < 0x2E00, r >= 0xA640 && r < 0xA6A0:
		return Cyrillic
	case r >= 0xAC00 && r <= 0xD7A3, r >= 0x1100 && r < 0x1200, r >= 0x3131 && r <= 0x318E:
		return Hangul
	case r >= 0x3041 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0xFF66 && r <= 0xFF9F:
		return Kana
	case r == '々', unicode.Is(unicode.Han, r):
		return Han
	case unicode.Is(unicode.Latin, r):
		return Roman
	case unicode.IsDigit(r):
		return Digit
	case unicode.Is(unicode.Greek, r):
		return Greek
	case unicode.Is(unicode.Arabic, r):
		return Arabic
	case unicode.Is(unicode.Hebrew, r):
		return Hebrew
	}
	return Other
}

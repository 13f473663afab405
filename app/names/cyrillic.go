package names

// appendCyrillic writes a Cyrillic letter, whatever its case: Russian, Ukrainian, Belarusian, Serbian, Macedonian,
// Bulgarian and Kazakh by the habits of BGN/PCGN, signs left out.
func appendCyrillic(dst []byte, r rune) []byte {
	switch {
	case r >= 'А' && r <= 'Я':
		r += 'а' - 'А'
	case r >= 'Ѐ' && r <= 'Џ':
		r += 'ѐ' - 'Ѐ'
	}
	if r >= 'а' && r <= 'я' {
		return append(dst, russian[r-'а']...)
	}
	if r >= 'Ҋ' && r <= 'ӿ' && r&1 == 0 && r != 'Ӏ' && (r < 'Ӂ' || r > 'ӎ') {
		r++ // capitals are even there, their small letters odd
	}
	return append(dst, cyrillic[r]...)
}

var russian = [32]string{
	"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
	"r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
}

var cyrillic = map[rune]string{
	'ѐ': "e", 'ё': "yo", 'ђ': "dj", 'ѓ': "gj", 'є': "ye", 'ѕ': "dz", 'і': "i", 'ї': "yi", 'ј': "j", 'љ': "lj", 'њ': "nj",
	'ћ': "c", 'ќ': "kj", 'ѝ': "i", 'ў': "u", 'џ': "dzh", 'ѣ': "e", 'ѳ': "f", 'ѵ': "i", 'ґ': "g", 'ғ': "gh", 'җ': "zh", 'ҙ': "z",
	'қ': "q", 'ҝ': "k", 'ҡ': "q", 'ң': "ng", 'ҥ': "ng", 'ҫ': "s", 'ү': "u", 'ұ': "u", 'ҳ': "h", 'ҷ': "j", 'ҹ': "ch", 'һ': "h",
	'ә': "a", 'ӑ': "a", 'ӓ': "a", 'ӗ': "e", 'ӣ': "i", 'ӥ': "i", 'ө': "o", 'ӧ': "o", 'ӯ': "u", 'ӱ': "u", 'ӳ': "u", 'ӂ': "zh",
	'ӝ': "zh", 'ӟ': "z", 'ӡ': "dz", 'ӵ': "ch", 'Ӏ': "", 'ӏ': "",
}

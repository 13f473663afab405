package pdftext

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// glyphList names glyphs that are not one letter, nor a letter with accents,
// nor a Cyrillic letter by its number: "name character" pairs.
const glyphList = `
space   exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' quoteright ’ parenleft ( parenright )
asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9
colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^
underscore _ grave ` + "`" + ` quoteleft ‘ braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ fraction ⁄ yen ¥
florin ƒ section § currency ¤ quotedblleft “ guillemotleft « guilsinglleft ‹ guilsinglright › fi fi fl fl ff ff ffi ffi ffl ffl
endash – dagger † daggerdbl ‡ periodcentered · middot · paragraph ¶ bullet • quotesinglbase ‚ quotedblbase „ quotedblright ”
guillemotright » ellipsis … perthousand ‰ questiondown ¿ acute ´ circumflex ˆ tilde ˜ macron ¯ overscore ¯ breve ˘ dotaccent ˙
dieresis ¨ ring ˚ cedilla ¸ hungarumlaut ˝ ogonek ˛ caron ˇ emdash — AE Æ ordfeminine ª Lslash Ł Oslash Ø OE Œ
ordmasculine º ae æ dotlessi ı dotlessj ȷ lslash ł oslash ø oe œ germandbls ß brokenbar ¦ copyright © logicalnot ¬ sfthyphen -
registered ® degree ° plusminus ± twosuperior ² threesuperior ³ onesuperior ¹ mu µ mu1 µ onequarter ¼ onehalf ½ threequarters ¾
multiply × divide ÷ Eth Ð eth ð Thorn Þ thorn þ Dcroat Đ dcroat đ Dslash Đ dmacron đ Hbar Ħ hbar ħ Tbar Ŧ tbar ŧ Eng Ŋ eng ŋ
kgreenlandic ĸ longs ſ Ldot Ŀ ldot ŀ IJ Ĳ ij ĳ napostrophe ŉ Idot İ Idotaccent İ Euro € euro € trademark ™ minus − nbspace   nonbreakingspace  
Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ
Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι
kappa κ lambda λ nu ν xi ξ omicron ο pi π rho ρ sigma σ sigma1 ς tau τ upsilon υ phi φ chi χ psi ψ omega ω theta1 ϑ phi1 ϕ
omega1 ϖ Upsilon1 ϒ epsilon1 ε rho1 ϱ Ohm Ω Omegainv ℧ increment ∆ anoteleia · dialytikatonos ΅ dieresistonos ΅ tonos ΄
universal ∀ existential ∃ suchthat ∋ asteriskmath ∗ congruent ≅ therefore ∴ perpendicular ⊥ similar ∼ minute ′ second ″
lessequal ≤ greaterequal ≥ infinity ∞ club ♣ diamond ♦ heart ♥ spade ♠ arrowboth ↔ arrowleft ← arrowup ↑ arrowright → arrowdown ↓
arrowupdn ↕ arrowdblboth ⇔ arrowdblleft ⇐ arrowdblup ⇑ arrowdblright ⇒ arrowdbldown ⇓ proportional ∝ partialdiff ∂ notequal ≠
equivalence ≡ approxequal ≈ carriagereturn ↵ aleph ℵ Ifraktur ℑ Rfraktur ℜ weierstrass ℘ circlemultiply ⊗ circleplus ⊕
emptyset ∅ intersection ∩ union ∪ propersuperset ⊃ reflexsuperset ⊇ notsubset ⊄ propersubset ⊂ reflexsubset ⊆ element ∈
notelement ∉ angle ∠ gradient ∇ nabla ∇ product ∏ radical √ dotmath ⋅ logicaland ∧ logicalor ∨ lozenge ◊ angleleft 〈 angleright 〉
summation ∑ integral ∫ integraltp ⌠ integralbt ⌡ radicalex ‾ orthogonal ∟ circle ○ square □ H22073 □ filledbox ■ triagup ▲
triagdn ▼ triagrt ► triaglf ◄ star ★ openbullet ◦ house ⌂ estimated ℮ numero № afii61352 № servicemark ℠ visiblespace ␣
commaaccent , quotereversed ‛ exclamdbl ‼ underscoredbl ‗ perthousandzero ‰ onethird ⅓ twothirds ⅔ oneeighth ⅛ threeeighths ⅜
fiveeighths ⅝ seveneighths ⅞ colonmonetary ₡ franc ₣ lira ₤ peseta ₧ dong ₫ won ₩ rouble ₽ ruble ₽ H18533 ● H18543 ▪ H18551 ▫
checkmark ✓ Scommaaccent Ș scommaaccent ș mapsto ↦ prime ′ backslashmath \ vector ⃗ dotlessj ȷ softhyphen - figuredash ‒
afii00208 ― horizontalbar ― nsuperior ⁿ lslashslash ł Delta1 ∆ afii61289 ℓ ell ℓ afii61248 ℅ careof ℅ hookabove ̉ gravecomb ̀ acutecomb ́ tildecomb ̃ dotbelowcomb ̣
precedesequal ≼ followsequal ≽ precedes ≺ follows ≻ lessmuch ≪ greatermuch ≫ similarequal ≃ negationslash ̸ owner ∋ latticetop ⊤
turnstileleft ⊢ turnstileright ⊣ floorleft ⌊ floorright ⌋ ceilingleft ⌈ ceilingright ⌉ bardbl ∥ wreathproduct ≀ integraldisplay ∫
summationdisplay ∑ productdisplay ∏ summationtext ∑ producttext ∏ integraltext ∫ unionsq ⊔ intersectionsq ⊓ subsetsqequal ⊑
supersetsqequal ⊒ circleminus ⊖ circledivide ⊘ circledot ⊙ circlecopyrt © openbullet1 ◦ plusmath + slashmath / minusplus ∓
trianglerightsld ▶ triangleright ▷ triangleleft ◁ triangle △ triangleinv ▽ squaresolid ■ squarefilled ■
asteriskcentered ∗ diamondmath ⋄ equivasymptotic ≍ arrownortheast ↗ arrowsoutheast ↘ arrowsouthwest ↙ arrownorthwest ↖
`

// accents are the names that follow a letter's name.
var accents = []struct{ name, mark string }{
	{"circumflex", "\u0302"},
	{"commaaccent", "\u0327"},
	{"hungarumlaut", "\u030b"},
	{"dieresis", "\u0308"},
	{"dialytika", "\u0308"},
	{"dotaccent", "\u0307"},
	{"dotbelow", "\u0323"},
	{"hookabove", "\u0309"},
	{"cedilla", "\u0327"},
	{"ogonek", "\u0328"},
	{"macron", "\u0304"},
	{"acute", "\u0301"},
	{"grave", "\u0300"},
	{"tilde", "\u0303"},
	{"breve", "\u0306"},
	{"caron", "\u030c"},
	{"tonos", "\u0301"},
	{"ring", "\u030a"},
	{"horn", "\u031b"},
	{"dot", "\u0307"},
}

var glyphNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(glyphList, "\n") {
		f := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' })
		for i := 0; i < len(f); i++ {
			if n := f[i]; n == "space" || strings.HasSuffix(n, "space") && n != "visiblespace" {
				m[n] = " "
			} else if i+1 < len(f) {
				m[n] = f[i+1]
				i++
			}
		}
	}
	for c := 'A'; c <= 'z'; c++ {
		if c <= 'Z' || c >= 'a' {
			m[string(c)] = string(c)
		}
	}
	// Cyrillic by the numbers of the Association for Font Information
	// Interchange: the alphabet with Ё in its place, then the letters of the
	// neighbours.
	place := func(first int, letters string) {
		for _, r := range letters {
			m["afii"+strconv.Itoa(first)] = string(r)
			first++
		}
	}
	place(10017, "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐЂЃЄЅІЇЈЉЊЋЌЎ")
	place(10065, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґђѓєѕіїјљњћќў")
	place(10145, "ЏѢѲѴ")
	place(10193, "џѣѳѵ")
	place(57664, "אבגדהוזחטיךכלםמןנסעףפץצקרשת")
	return m
})

// glyphText gives the text that a glyph's name stands for, "" where the name
// says nothing: the rules of the Adobe Glyph List, with ligatures as letters.
func glyphText(n name) string {
	if n == "" || n == ".notdef" {
		return ""
	}
	s := string(n)
	m := glyphNames()
	if t, ok := m[s]; ok {
		return t
	}
	if at := strings.IndexByte(s, '.'); at > 0 {
		s = s[:at]
	}
	var out strings.Builder
	for _, part := range strings.Split(s, "_") {
		out.WriteString(glyphPart(m, part))
	}
	return out.String()
}

func glyphPart(m map[string]string, s string) string {
	if t, ok := m[s]; ok {
		return t
	}
	if h, ok := strings.CutPrefix(s, "uni"); ok && len(h) >= 4 && len(h)%4 == 0 && len(h) <= 64 {
		var out strings.Builder
		for ; len(h) > 0; h = h[4:] {
			n, err := strconv.ParseUint(h[:4], 16, 32)
			if err != nil || n == 0 {
				return ""
			}
			out.WriteRune(rune(n))
		}
		return out.String()
	}
	if h, ok := strings.CutPrefix(s, "u"); ok && len(h) >= 4 && len(h) <= 6 {
		if n, err := strconv.ParseUint(h, 16, 32); err == nil && n > 0 && n <= 0x10ffff {
			return string(rune(n))
		}
	}
	for _, tail := range []string{"oldstyle", "small", "superior", "inferior"} {
		if b, ok := strings.CutSuffix(s, tail); ok && b != "" {
			return glyphPart(m, b)
		}
	}
	// A letter with accents: "Aacute", "ohorngrave", "iotadieresistonos".
	marks := ""
	for range 3 {
		found := false
		for _, a := range accents {
			if b, ok := strings.CutSuffix(s, a.name); ok && b != "" {
				s, marks, found = b, a.mark+marks, true
				break
			}
		}
		if !found {
			return ""
		}
		if t, ok := m[s]; ok {
			return norm.NFC.String(t + marks)
		}
	}
	return ""
}

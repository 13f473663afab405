package value

import "unicode"

// Name is the name of a thing as its source prints it. It is compared, never rewritten: no part of the project stores
// a transliteration or a corrected spelling in its place.
type Name struct {
	Text   string   // in NFC, one line
	Lang   string   // BCP 47 tag, or "" when not known
	Script Script   // found from the letters of Text
	Kind   NameKind // full, alias, weak or previous
}

// NameKind says what kind of name it is.
type NameKind string

// The kinds of names, after the lists of sanctioned persons and firms.
const (
	NameFull     NameKind = "full"     // the full name
	NameAlias    NameKind = "alias"    // another name for the same
	NameWeak     NameKind = "weak"     // a broad or common alias, too weak to match on alone
	NamePrevious NameKind = "previous" // a name given up since
)

// Script is the writing that most letters of a text belong to.
type Script string

// The scripts told apart.
const (
	ScriptLatin    Script = "Latin"
	ScriptCyrillic Script = "Cyrillic"
	ScriptHangul   Script = "Hangul"
	ScriptHan      Script = "Han"
	ScriptKana     Script = "Kana"
	ScriptArabic   Script = "Arabic"
	ScriptHebrew   Script = "Hebrew"
	ScriptGreek    Script = "Greek"
	ScriptOther    Script = "other"
)

// ParseName makes a full name of text and finds its script. The error is an [*Error].
func ParseName(text string) (Name, error) {
	line, err := canonicalName(text)
	if err != nil {
		return Name{}, err
	}
	return Name{Text: line, Script: ScriptOf(line), Kind: NameFull}, nil
}

// String is the canonical text of the name.
func (n Name) String() string { return n.Text }

func canonicalName(text string) (string, error) {
	line, why := oneLine(text, maxLine)
	if why != "" {
		return "", refuse(KindName, text, why)
	}
	return line, nil
}

var scripts = []struct {
	script Script
	tables []*unicode.RangeTable
}{
	{ScriptLatin, []*unicode.RangeTable{unicode.Latin}},
	{ScriptCyrillic, []*unicode.RangeTable{unicode.Cyrillic}},
	{ScriptHangul, []*unicode.RangeTable{unicode.Hangul}},
	{ScriptHan, []*unicode.RangeTable{unicode.Han}},
	{ScriptKana, []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	{ScriptArabic, []*unicode.RangeTable{unicode.Arabic}},
	{ScriptHebrew, []*unicode.RangeTable{unicode.Hebrew}},
	{ScriptGreek, []*unicode.RangeTable{unicode.Greek}},
}

// ScriptOf is the script of most letters in text, the earlier of two in the list above when they are as many. A text
// without letters of these scripts is ScriptOther.
func ScriptOf(text string) Script {
	counts := make([]int, len(scripts))
	best, most := ScriptOther, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		for i, s := range scripts {
			if unicode.In(r, s.tables...) {
				counts[i]++
				break
			}
		}
	}
	for i, n := range counts {
		if n > most {
			best, most = scripts[i].script, n
		}
	}
	return best
}

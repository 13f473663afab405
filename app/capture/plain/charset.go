package plain

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// aliases are names met in mails and on old pages that the list of the web
// standard lacks, and those for which it means less than people do.
var aliases = map[string]string{
	"cp949": "euc-kr", "cp-949": "euc-kr", "uhc": "euc-kr", "ms949": "euc-kr", "windows-949": "euc-kr", "x-windows-949": "euc-kr", "ibm949": "euc-kr",
	"ksc5601": "euc-kr", "ksc-5601": "euc-kr", "ks-c-5601": "euc-kr", "ks-c-5601-1987": "euc-kr", "ks-c-5601-1989": "euc-kr", "ksx1001": "euc-kr", "euckr": "euc-kr",
	"win-1251": "windows-1251", "win1251": "windows-1251", "cp-1251": "windows-1251", "windows1251": "windows-1251", "1251": "windows-1251", "ansi-1251": "windows-1251", "microsoft-cp1251": "windows-1251",
	"win-1252": "windows-1252", "win1252": "windows-1252", "cp-1252": "windows-1252", "ansi": "windows-1252",
	"win-1250": "windows-1250", "win1250": "windows-1250", "cp-1250": "windows-1250",
	"ibm866": "cp866", "866": "cp866", "dos-866": "cp866", "cp-866": "cp866", "csibm866": "cp866",
	"koi8": "koi8-r", "koi": "koi8-r", "koi8r": "koi8-r", "cskoi8r": "koi8-r", "koi8u": "koi8-u", "koi8-ru": "koi8-u",
	"maccyrillic": "mac-cyrillic", "x-mac-cyrillic": "mac-cyrillic", "x-mac-ukrainian": "mac-cyrillic",
	"macroman": "macintosh",
	"cp932":    "shift_jis", "ms932": "shift_jis", "windows-932": "shift_jis", "cp943": "shift_jis", "sjis": "shift_jis", "shift-jis": "shift_jis", "shiftjis": "shift_jis", "x-sjis": "shift_jis", "windows-31j": "shift_jis", "ms-kanji": "shift_jis",
	"eucjp": "euc-jp", "ujis": "euc-jp",
	"gb2312": "gb18030", "gb-2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "x-gbk": "gb18030", "euc-cn": "gb18030", "gb18030-2000": "gb18030", "gb-18030": "gb18030", "gb2312-80": "gb18030", "gb-2312-80": "gb18030",
	"cp950": "big5", "ms950": "big5", "windows-950": "big5",
	"hz-gb-2312": "hz", "hzgb2312": "hz", "csiso2022kr": "iso-2022-kr",
	"utf8": "utf-8", "utf-8-sig": "utf-8", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8",
	"utf16": "utf-16le", "utf-16": "utf-16le", "utf16le": "utf-16le", "ucs-2": "utf-16le", "unicode": "utf-16le", "utf16be": "utf-16be", "iso-10646-ucs-2": "utf-16le",
	"ascii": "windows-1252", "us-ascii": "windows-1252", "ansi-x3.4-1968": "windows-1252", "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "iso8859-1": "windows-1252", "8859-1": "windows-1252",
}

// known are encodings under names of ours.
var known = map[string]encoding.Encoding{
	"hz":          simplifiedchinese.HZGB2312,
	"iso-2022-kr": shiftedKorean{},
	"utf-32le":    utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
	"utf-32be":    utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
}

// ourNames are shorter or commoner than those of the web standard.
var ourNames = map[string]string{"cp866": "ibm866", "mac-cyrillic": "x-mac-cyrillic"}

// Charset finds an encoding by a name as it stands in mails, pages and
// dialogs: "cp949", "ks_c_5601-1987", "win-1251", "UTF8". Latin-1 is read as
// windows-1252 and GB2312 as GB18030, which hold them.
func Charset(name string) (encoding.Encoding, bool) {
	e, _, ok := lookUp(name)
	return e, ok
}

func lookUp(name string) (encoding.Encoding, string, bool) {
	name = strings.ToLower(strings.Trim(name, " \t\r\n\"'"))
	if len(name) > 40 {
		return nil, "", false
	}
	dashed := strings.NewReplacer("_", "-", " ", "-").Replace(name)
	if a, ok := aliases[dashed]; ok {
		name = a
	} else if _, ok := ourNames[dashed]; ok {
		name = dashed
	}
	if e, ok := known[name]; ok {
		return e, name, true
	}
	standard := name
	if s, ok := ourNames[name]; ok {
		standard = s
	}
	e, err := htmlindex.Get(standard)
	if err != nil {
		if e, err = htmlindex.Get(dashed); err != nil {
			return nil, "", false
		}
	}
	switch canonical, err := htmlindex.Name(e); {
	case err != nil, canonical == "replacement", canonical == "x-user-defined":
		return nil, "", false // these stand for what must not be decoded
	case standard != name:
	default:
		name = canonical
	}
	switch name {
	case "utf-8":
		e = unicode.UTF8
	case "utf-16le":
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return e, name, true
}

// marks are the byte order marks; that of UTF-32 begins like one of UTF-16.
var orderMarks = []struct{ mark, charset string }{
	{"\xEF\xBB\xBF", "utf-8"},
	{"\xFF\xFE\x00\x00", "utf-32le"},
	{"\x00\x00\xFE\xFF", "utf-32be"},
	{"\xFF\xFE", "utf-16le"},
	{"\xFE\xFF", "utf-16be"},
}

// finding is what was found of the charset of some bytes.
type finding struct {
	charset  string
	encoding encoding.Encoding
	mark     int  // bytes of the byte order mark
	sure     bool // told by the bytes, or declared and nothing against it
}

// find tells the charset of bytes of which b is the beginning, or all.
func find(b []byte, declared string) finding {
	for _, m := range orderMarks {
		if bytes.HasPrefix(b, []byte(m.mark)) {
			e, name, _ := lookUp(m.charset)
			return finding{name, e, len(m.mark), true}
		}
	}
	e, name, ok := lookUp(declared)
	if charset, found := escaped(b); found && (!ok || name != "hz") {
		e, name, _ = lookUp(charset)
		return finding{name, e, 0, true}
	}
	if !ok {
		e, name = nil, ""
	}
	if name == "utf-16le" && strings.EqualFold(strings.Trim(declared, "\" "), "utf-16") && bigEndian(b) {
		e, name, _ = lookUp("utf-16be")
	}
	charset, sure := weigh(b, name, e)
	if charset != name {
		e, _, _ = lookUp(charset)
	}
	return finding{charset, e, 0, sure}
}

// bigEndian says whether the blanks and figures among 16-bit units stand with
// the zero byte first.
func bigEndian(b []byte) bool {
	little, big := 0, 0
	for i := 0; i+1 < len(b) && i < 4096; i += 2 {
		if b[i] == 0 {
			big++
		}
		if b[i+1] == 0 {
			little++
		}
	}
	return big > little
}

// escaped finds the charsets of seven bits, which announce themselves.
func escaped(b []byte) (string, bool) {
	b = b[:min(len(b), 1<<16)]
	if bytes.IndexByte(b, 0x1B) < 0 {
		return "", false
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return "", false
		}
	}
	switch {
	case bytes.Contains(b, []byte("\x1B$)C")):
		return "iso-2022-kr", true
	case bytes.Contains(b, []byte("\x1B$B")), bytes.Contains(b, []byte("\x1B$@")):
		return "iso-2022-jp", true
	}
	return "", false
}

// Decode turns bytes into text. A byte order mark decides; else what is
// declared ("" when nothing is), unless the bytes speak against it; else the
// charset whose letters are the likeliest. The charset is named as in
// document.Document; sure is false where another one was nearly as likely, or
// the declared one is not what the bytes are. What cannot be decoded becomes
// U+FFFD. The text is as it stands; Tidy is for passages.
func Decode(b []byte, declared string) (text, charset string, sure bool) {
	f := find(b, declared)
	return decodeWith(b[f.mark:], f.encoding, f.charset), f.charset, f.sure
}

// DecodeAs turns bytes into text in the charset that a person has chosen, named
// as Charset takes it; ok is false when there is none of that name.
func DecodeAs(b []byte, chosen string) (text, charset string, ok bool) {
	e, charset, ok := lookUp(chosen)
	if !ok {
		return "", "", false
	}
	for _, m := range orderMarks {
		if m.charset == charset {
			b = bytes.TrimPrefix(b, []byte(m.mark))
		}
	}
	return decodeWith(b, e, charset), charset, true
}

func decodeWith(b []byte, e encoding.Encoding, charset string) string {
	if charset == "utf-8" || e == nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	text, err := e.NewDecoder().Bytes(b)
	if err != nil { // no decoder of ours errs; keep what there is
		return strings.ToValidUTF8(string(text), "\uFFFD")
	}
	return string(text)
}

package office

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// signs are control words that stand for a character.
var signs = map[string]string{
	"tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
	"zwj": "\u200D", "zwnj": "\u200C", "ltrmark": "\u200E", "rtlmark": "\u200F",
}

// passedDestinations are groups that hold nothing to read, though they are not
// marked with \*.
var passedDestinations = map[string]bool{
	"colortbl": true, "stylesheet": true, "listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true,
	"filetbl": true, "themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true, "xmlnstbl": true,
	"nonshppict": true, "xe": true, "tc": true, "rxe": true, "txe": true, "objdata": true, "objclass": true, "objname": true, "objalias": true,
	"objsect": true, "shprslt": true, "sp": true, "fontemb": true, "fontfile": true, "panose": true, "falt": true, "pntxtb": true, "pntxta": true,
	"pnseclvl": true, "private": true, "template": true, "bkmkstart": true, "bkmkend": true, "generator": true, "nonesttables": true,
	"ftnsep": true, "ftnsepc": true, "ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true, "do": true, "formfield": true,
	"datafield": true, "mmathPr": true, "pgdsctbl": true, "background": true,
}

// properties that stand in groups of \info, by their control word.
var infoWords = map[string]string{
	"title": "title", "author": "author", "operator": "Last modified by", "company": "Company", "manager": "Manager", "subject": "Subject",
	"keywords": "Keywords", "doccomm": "Description", "comment": "Description", "category": "Category", "hlinkbase": "Base of links",
	"creatim": "Created", "revtim": "revtim", "printim": "Last printed",
	"atnauthor": "atnauthor", "propname": "propname", "staticval": "staticval",
}

// known destinations of text, that are read though they are marked with \*.
var readThough = map[string]bool{
	"shpinst": true, "shppict": true, "shptxt": true, "ud": true, "fldinst": true, "annotation": true, "atnauthor": true, "footnote": true,
	"pntext": true, "listtext": true, "userprops": true, "nesttableprops": true, "moMath": true, "moMathPara": true, "company": true, "manager": true,
	"category": true, "hlinkbase": true, "dptxbxtext": true, "hyphen": true, "txfieldtext": true,
}

// word takes a control word. first says that it may name the destination of a
// group, star that it may be passed over where it is not known.
func (r *rich) word(name string, value int, has, first, star bool) {
	r.flush()
	if sign := signs[name]; sign != "" {
		r.put(sign)
		return
	}
	if first && (star && !readThough[name] || passedDestinations[name]) {
		if name == "pict" {
			r.pictures++
		}
		r.state.to = toNothing
		return
	}
	if first && r.destination(name) {
		return
	}
	on := !has || value != 0
	switch name {
	case "u":
		r.unicode(value)
	case "uc":
		r.state.uc = min(max(value, 0), 20)
	case "par", "sect", "page", "column", "softpage":
		if r.state.to == toBody && !(name == "softpage") {
			r.place()
			r.paragraph()
		}
	case "pard":
		r.state.inTable, r.state.nested = false, 0
	case "intbl":
		r.state.inTable = on
	case "itap":
		r.state.nested = value
		r.state.inTable = value > 0
	case "cell":
		r.cell(false)
	case "nestcell":
		r.cell(true)
	case "row":
		r.row(false)
	case "nestrow":
		r.row(true)
	case "plain":
		r.state.hidden, r.state.deleted, r.state.font = false, false, -1
	case "v":
		r.state.hidden = on
	case "deleted":
		r.state.deleted = on
	case "f", "af":
		if name == "f" {
			r.state.font = value
		}
	case "deff":
		r.first = value
	case "ansicpg", "ansi", "mac", "pc", "pca":
		r.filePage(name, value)
	case "fcharset":
		if r.state.to == toFonts && len(r.fonts) < 10_000 {
			r.fonts[r.state.font] = richFont{cp: charsetPage(value), symbol: value == 2}
		}
	case "cpg":
		if r.state.to == toFonts && len(r.fonts) < 10_000 {
			r.fonts[r.state.font] = richFont{cp: value}
		}
	case "yr", "mo", "dy", "hr", "min":
		for i, w := range []string{"yr", "mo", "dy", "hr", "min"} {
			if w == name {
				r.stamp[i] = value
			}
		}
	case "nofpages":
		r.doc.Pages = min(max(value, 0), 1_000_000)
	case "ftnalt":
		if f := r.top(); f.kind == frameAside && f.aside == asideFootnotes {
			f.aside = asideEndnotes
		}
	case "chftn":
		if r.state.to == toBody {
			if r.top().kind != frameAside {
				r.notes++
			}
			r.put(fmt.Sprintf("[%d]", r.notes))
		}
	case "fromhtml":
		r.note("The text was made from a web page by a mail program.")
	}
}

// destination starts a group that has a place of its own.
func (r *rich) destination(name string) bool {
	switch name {
	case "fonttbl":
		r.state.to = toFonts
	case "info", "userprops":
		r.state.to = toSilence
	case "header", "footer", "headerl", "headerr", "headerf", "footerl", "footerr", "footerf":
		r.aside(asideHeaders)
	case "footnote":
		r.aside(asideFootnotes)
	case "annotation":
		r.aside(asideComments)
		if r.author != "" && r.state.to == toBody {
			r.lead(r.author + ": ")
		}
	case "shpinst", "shpgrp":
		if r.state.to == toBody {
			r.state.to = toHidden
		}
	case "shptxt", "dptxbxtext":
		if r.state.to == toNothing {
			return true
		}
		r.startBox()
		r.state = richState{uc: r.state.uc, font: -1, frame: frameBox}
	case "pict":
		r.pictures++
		r.state.to = toNothing
	case "listtext", "pntext":
		if r.state.to == toBody {
			r.state.to = toLabel
		}
	case "upr":
		if r.state.to != toNothing {
			r.state.to = toEither
		}
	case "ud":
		if n := len(r.stack); n > 1 && r.stack[n-1].to == toEither {
			r.state.to = r.stack[n-2].to
			if r.state.to == toCatch {
				r.state.catch = r.stack[n-2].catch
			}
		}
	case "nesttableprops":
		r.state.to = toSilence
	case "fldinst":
		if r.state.to == toNothing {
			return true
		}
		r.state.to, r.state.catch, r.state.owner = toField, "fldinst", true
		delete(r.caught, "fldinst")
	default:
		label, ok := infoWords[name]
		if !ok || r.state.to == toNothing || r.state.to == toBody && name != "atnauthor" {
			return false
		}
		if r.state.to == toEither || r.state.to == toCatch {
			return false
		}
		r.state.to, r.state.catch, r.state.owner = toCatch, label, true
		delete(r.caught, label)
		r.stamp = [5]int{}
	}
	return true
}

// aside starts a note, comment, header or footer.
func (r *rich) aside(title string) {
	if r.state.to != toBody && r.state.to != toSilence {
		r.state.to = toNothing
		return
	}
	r.startAside(title)
	r.state = richState{uc: r.state.uc, font: -1, frame: frameAside}
}

// catchEnd keeps a property that was caught.
func (r *rich) catchEnd() {
	name, text := r.state.catch, ""
	if b := r.caught[name]; b != nil {
		text = flat(tidy(b.String()))
	}
	if r.stamp[0] > 1900 && r.stamp[0] < 3000 && text == "" {
		text = fmt.Sprintf("%04d-%02d-%02dT%02d:%02d", r.stamp[0], min(max(r.stamp[1], 1), 12), min(max(r.stamp[2], 1), 31), min(max(r.stamp[3], 0), 23), min(max(r.stamp[4], 0), 59))
	}
	if text == "" {
		return
	}
	switch name {
	case "title":
		r.doc.Title = text
	case "author":
		r.doc.Author = text
	case "revtim":
		r.doc.Modified = day(text)
		r.fields.add("Modified", text)
	case "atnauthor":
		r.author = text[:min(len(text), 200)]
	case "propname":
		r.propName = text
	case "staticval":
		r.fields.add(r.propName, text)
	case "fldinst":
		if shown := buttonText(text); shown != "" && len(r.stack) > 1 {
			inner := r.state
			r.state = r.stack[len(r.stack)-2] // that of the text around the field
			r.put(shown)
			r.state = inner
		}
		if _, target, ok := strings.Cut(text, "HYPERLINK"); ok {
			if parts := strings.Split(target, `"`); len(parts) > 1 {
				r.fields.link(parts[1])
			} else {
				r.fields.link(strings.TrimSpace(target))
			}
		}
	default:
		r.fields.add(name, text)
	}
}

// unicode says one character by its number; the fallback that follows is passed
// over.
func (r *rich) unicode(value int) {
	if r.skip > 0 {
		r.skip = 0 // the fallback broke off
	}
	if value < 0 {
		value += 1 << 16
	}
	c := rune(value)
	high := r.high
	switch {
	case value < 0 || value > utf8.MaxRune:
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.high = c
	case utf16.IsSurrogate(c):
		if high != 0 {
			r.put(string(utf16.DecodeRune(high, c)))
		}
	case c >= 0xF000 && c <= 0xF0FF:
		if r.fonts[r.fontNow()].symbol {
			r.put(symbolRune("Symbol", c-0xF000))
		} else {
			r.put("•")
		}
	default:
		r.put(string(c))
	}
	r.skip = r.state.uc
}

func (r *rich) filePage(name string, value int) {
	switch name {
	case "ansi":
		value = 1252
	case "mac":
		value = 10000
	case "pc":
		value = 437
	case "pca":
		value = 850
	}
	if p := r.pageOf(value); p != nil {
		r.page = p
		r.told = p.name
	}
}

// charsetPage gives the code page of a font's character set; 0 is that of the
// file.
func charsetPage(set int) int {
	return map[int]int{
		0: 1252, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 89: 10007, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253,
		162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
	}[set]
}

// codePage decodes bytes of a code page of Windows.
type codePage struct {
	name string
	enc  encoding.Encoding
}

func pageOf(cp int) *codePage {
	known := map[int]codePage{
		437: {"ibm437", charmap.CodePage437}, 850: {"ibm850", charmap.CodePage850}, 852: {"ibm852", charmap.CodePage852},
		855: {"ibm855", charmap.CodePage855}, 866: {"ibm866", charmap.CodePage866}, 874: {"windows-874", charmap.Windows874},
		932: {"shift_jis", japanese.ShiftJIS}, 936: {"gb18030", simplifiedchinese.GB18030}, 949: {"euc-kr", korean.EUCKR}, 950: {"big5", traditionalchinese.Big5},
		1250: {"windows-1250", charmap.Windows1250}, 1251: {"windows-1251", charmap.Windows1251}, 1252: {"windows-1252", charmap.Windows1252},
		1253: {"windows-1253", charmap.Windows1253}, 1254: {"windows-1254", charmap.Windows1254}, 1255: {"windows-1255", charmap.Windows1255},
		1256: {"windows-1256", charmap.Windows1256}, 1257: {"windows-1257", charmap.Windows1257}, 1258: {"windows-1258", charmap.Windows1258},
		10000: {"macintosh", charmap.Macintosh}, 10007: {"x-mac-cyrillic", charmap.MacintoshCyrillic}, 20866: {"koi8-r", charmap.KOI8R},
		21866: {"koi8-u", charmap.KOI8U}, 28591: {"iso-8859-1", charmap.ISO8859_1}, 54936: {"gb18030", simplifiedchinese.GB18030},
		65001: {"utf-8", encoding.Nop},
	}
	p, ok := known[cp]
	if !ok {
		p = known[1252]
	}
	return &p
}

// decode gives text; bytes below 0x80 are the same on every page.
func (c *codePage) decode(raw []byte) string {
	plain := true
	for _, b := range raw {
		if b >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return string(raw)
	}
	out, err := c.enc.NewDecoder().Bytes(raw)
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

package office

import (
	"strconv"
	"strings"
)

// In Word and OpenDocument the number before a paragraph, "3.2" or "(c)", is
// not in its text: it is counted as the page is laid out. People cite by it, so
// it is counted here in the same way.

const mostLevels = 10 // of a list

// level is how one level of a list is numbered.
type level struct {
	form  string // of the number: "decimal", "lowerRoman", …
	text  string // with %1 … %9 for the numbers of levels: "%1.%2."
	start int
	legal bool // all numbers in figures
}

// list counts the paragraphs of one list.
type list struct {
	levels [mostLevels]level
	count  [mostLevels]int
	begun  [mostLevels]bool
}

// next counts one more paragraph at a level and gives what stands before it,
// with a space behind; "" for bullets.
func (l *list) next(at int) string {
	if at < 0 || at >= mostLevels {
		return ""
	}
	if !l.begun[at] {
		l.begun[at], l.count[at] = true, l.levels[at].start
	} else {
		l.count[at]++
	}
	for i := at + 1; i < mostLevels; i++ {
		l.begun[i] = false
	}
	for i := range at {
		if !l.begun[i] {
			l.begun[i], l.count[i] = true, l.levels[i].start
		}
	}
	return l.show(at)
}

func (l *list) show(at int) string {
	v := l.levels[at]
	if v.form == "bullet" || v.form == "" {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(v.text) && i < 100; i++ {
		if v.text[i] != '%' || i+1 == len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(v.text[i])
			continue
		}
		i++
		of := int(v.text[i] - '1')
		if of > at {
			continue
		}
		form := l.levels[of].form
		if v.legal {
			form = "decimal"
		}
		b.WriteString(inForm(form, l.count[of]))
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + " "
}

// inForm writes a number in a form, as both standards name it.
func inForm(form string, n int) string {
	if n < 0 || n > 1_000_000 {
		return strconv.Itoa(n)
	}
	switch form {
	case "none", "bullet":
		return ""
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman", "I":
		return roman(n)
	case "lowerRoman", "i":
		return strings.ToLower(roman(n))
	case "upperLetter", "A":
		return strings.ToUpper(letter("abcdefghijklmnopqrstuvwxyz", n, true))
	case "lowerLetter", "a":
		return letter("abcdefghijklmnopqrstuvwxyz", n, true)
	case "russianUpper":
		return strings.ToUpper(letter(russian, n, true))
	case "russianLower":
		return letter(russian, n, true)
	case "ganada":
		return letter("가나다라마바사아자차카타파하", n, false)
	case "chosung":
		return letter("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", n, false)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "①, ②, ③, ...":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand", "一, 二, 三, ...":
		return hanNumber(n)
	}
	return strconv.Itoa(n)
}

const russian = "абвгдежзиклмнопрстуфхцчшщэюя"

// letter gives the n-th letter; after the last, letters are doubled as Word
// does (z, aa, bb) or begin anew.
func letter(alphabet string, n int, double bool) string {
	runes := []rune(alphabet)
	if n < 1 {
		return strconv.Itoa(n)
	}
	times := 1
	if double {
		times = min((n-1)/len(runes)+1, 30)
	}
	return strings.Repeat(string(runes[(n-1)%len(runes)]), times)
}

func roman(n int) string {
	if n < 1 || n > 4999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for i, v := range []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
		for ; n >= v; n -= v {
			b.WriteString([]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}[i])
		}
	}
	return b.String()
}

// hanNumber writes a number below one hundred in Han characters.
func hanNumber(n int) string {
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n-10]
	}
	return ones[n/10] + "十" + ones[n%10]
}

// numbering is what Word's numbering.xml and styles.xml say of lists.
type numbering struct {
	lists  map[string]*list     // by numId; several may share their counts
	styles map[string]wordStyle // by id
	normal string               // the style of a paragraph that names none
}

type wordStyle struct{ base, num, level string }

// label gives the number before a paragraph.
func (n *numbering) label(style, num, at string) string {
	if num == "" || at == "" {
		sNum, sLevel := n.ofStyle(style)
		if num == "" {
			num = sNum
		}
		if at == "" {
			at = sLevel
		}
	}
	l := n.lists[num]
	if l == nil {
		return ""
	}
	return l.next(number(at, 0))
}

// ofStyle looks for the numbering of a style and of those that it is based on.
func (n *numbering) ofStyle(id string) (num, at string) {
	if id == "" {
		id = n.normal
	}
	for range 20 {
		s, ok := n.styles[id]
		if !ok {
			break
		}
		if num == "" {
			num = s.num
		}
		if at == "" {
			at = s.level
		}
		id = s.base
	}
	return num, at
}

// numbering reads what the main part's styles and lists say.
func (k *ooxml) numbering(main string) *numbering {
	n := &numbering{lists: map[string]*list{}, styles: map[string]wordStyle{}}
	s := &styleSheet{into: n}
	_ = walk(k.ctx, k.part(k.target(main, "styles", "word/styles.xml")), mostToken, s) // without it, lists lack numbers
	d := &listSheet{abstract: map[string]*list{}, linked: map[string]string{}, byStyle: map[string]string{}, into: n}
	_ = walk(k.ctx, k.part(k.target(main, "numbering", "word/numbering.xml")), mostToken, d)
	d.settle()
	return n
}

// styleSheet is the handler of styles.xml.
type styleSheet struct {
	into *numbering
	id   string
	n    int
}

func (s *styleSheet) start(name string, at attrs) bool {
	switch name {
	case "w:style":
		s.id = at.get("w:styleId")
		if s.n++; s.n > 20_000 {
			return false
		}
		if kind := at.get("w:type"); kind != "" && kind != "paragraph" {
			return false
		}
		s.into.styles[s.id] = wordStyle{}
		if v := at.get("w:default"); v == "1" || v == "true" {
			s.into.normal = s.id
		}
	case "w:basedOn", "w:numId", "w:ilvl":
		st, ok := s.into.styles[s.id]
		if !ok {
			return false
		}
		switch v := at.get("w:val"); name {
		case "w:basedOn":
			st.base = v
		case "w:numId":
			st.num = v
		default:
			st.level = v
		}
		s.into.styles[s.id] = st
	case "w:rPr", "w:docDefaults", "w:latentStyles":
		return false
	}
	return true
}
func (s *styleSheet) end(string)  {}
func (s *styleSheet) text([]byte) {}
func (s *styleSheet) stop() error { return nil }

// listSheet is the handler of numbering.xml: forms of lists, and the lists that
// use them with some levels changed.
type listSheet struct {
	into     *numbering
	abstract map[string]*list
	linked   map[string]string // form of a list: the style that has the real one
	byStyle  map[string]string // style: form that defines it
	nums     []numUse
	form     string // that is being read
	level    *level
	over     int // level that a use changes, -1: none
}

type numUse struct {
	id, form string
	levels   map[int]*level
}

func (d *listSheet) start(name string, at attrs) bool {
	val := at.get("w:val")
	switch name {
	case "w:abstractNum":
		d.form = at.get("w:abstractNumId")
		if len(d.abstract) < 20_000 {
			d.abstract[d.form] = &list{}
		}
	case "w:num":
		d.form = ""
		if len(d.nums) < 50_000 {
			d.nums = append(d.nums, numUse{id: at.get("w:numId")})
		}
	case "w:abstractNumId":
		if n := len(d.nums); n > 0 {
			d.nums[n-1].form = val
		}
	case "w:numStyleLink":
		d.linked[d.form] = val
	case "w:styleLink":
		d.byStyle[val] = d.form
	case "w:lvlOverride":
		d.override(number(at.get("w:ilvl"), 99), nil)
	case "w:startOverride":
		d.override(d.over, func(v *level) { v.start = number(val, 1) })
	case "w:lvl":
		d.startLevel(number(at.get("w:ilvl"), 99))
	}
	if d.level == nil {
		return true
	}
	switch name {
	case "w:start":
		d.level.start = number(val, 0)
	case "w:numFmt":
		d.level.form = val
	case "w:lvlText":
		d.level.text = val
	case "w:isLgl":
		d.level.legal = val != "0" && val != "false"
	}
	return true
}

// override changes a level of the list that is being read.
func (d *listSheet) override(at int, change func(*level)) {
	d.over = at
	n := len(d.nums)
	if n == 0 || d.form != "" || at >= mostLevels {
		return
	}
	u := &d.nums[n-1]
	if change == nil {
		return
	}
	if u.levels == nil {
		u.levels = map[int]*level{}
	}
	if u.levels[at] == nil {
		v := level{start: 1, form: "keep"}
		u.levels[at] = &v
	}
	change(u.levels[at])
}

func (d *listSheet) startLevel(at int) {
	d.level = nil
	if at >= mostLevels {
		return
	}
	if l := d.abstract[d.form]; l != nil && d.form != "" {
		d.level = &l.levels[at]
		return
	}
	d.override(at, func(v *level) { v.form = "decimal"; d.level = v })
}

func (d *listSheet) end(name string) {
	if name == "w:lvl" {
		d.level = nil
	}
}
func (d *listSheet) text([]byte) {}
func (d *listSheet) stop() error { return nil }

// settle makes the lists. Those that use one form unchanged count on together,
// as in Word.
func (d *listSheet) settle() {
	for _, u := range d.nums {
		if style := d.linked[u.form]; style != "" {
			if form, ok := d.byStyle[style]; ok {
				u.form = form
			}
		}
		base := d.abstract[u.form]
		if base == nil {
			continue
		}
		if len(u.levels) == 0 {
			d.into.lists[u.id] = base
			continue
		}
		own := &list{levels: base.levels}
		for at, v := range u.levels {
			if v.form == "keep" {
				own.levels[at].start = v.start
			} else {
				own.levels[at] = *v
			}
		}
		d.into.lists[u.id] = own
	}
}

package office

import "strconv"

// openLists counts the items of the lists of OpenDocument.
type openLists struct {
	defined map[string]*[mostLevels]level // by the name of a list style
	outline *list                         // of headings
	level   *[mostLevels]level            // that is being defined

	byID    map[string]*list
	byStyle map[string]*list
	stack   []*openList
}

// openList is one level of the list that the text is in.
type openList struct {
	*list
	at    int
	style string
	fresh bool // the next paragraph is the first of its item
}

// define starts the definition of a list style.
func (o *openLists) define(name string, outline bool) {
	o.level = &[mostLevels]level{}
	if outline {
		o.outline = &list{}
		o.level = &o.outline.levels
		return
	}
	if len(o.defined) < 20_000 {
		o.defined[name] = o.level
	}
}

// defineLevel takes one level of the style that is being defined.
func (o *openLists) defineLevel(at attrs) {
	n := number(at.get("text:level"), 0) - 1
	if o.level == nil || n < 0 || n >= mostLevels {
		return
	}
	form := at.get("style:num-format")
	v := level{form: form, start: number(at.get("text:start-value"), 1)}
	switch form {
	case "":
		v.form = "none"
	case "1":
		v.form = "decimal"
	}
	v.text = at.get("style:num-prefix")
	if form != "" {
		show := min(max(number(at.get("text:display-levels"), 1), 1), n+1)
		for i := n + 1 - show; i <= n && i < 9; i++ {
			if i > n+1-show {
				v.text += "."
			}
			v.text += "%" + strconv.Itoa(i+1)
		}
	}
	v.text += at.get("style:num-suffix")
	o.level[n] = v
}

// open enters a list, at the top or within an item.
func (o *openLists) open(at attrs) {
	style := at.get("text:style-name")
	if n := len(o.stack); n > 0 {
		up := o.stack[n-1]
		o.stack = append(o.stack, &openList{list: up.list, at: up.at + 1, style: up.style})
		return
	}
	l := o.resumed(at, style)
	if l == nil {
		l = &list{}
		if d := o.defined[style]; d != nil {
			l.levels = *d
		}
	}
	if id := at.get("xml:id"); id != "" && len(o.byID) < 50_000 {
		o.byID[id] = l
	}
	if len(o.byStyle) < 20_000 {
		o.byStyle[style] = l
	}
	o.stack = append(o.stack, &openList{list: l, style: style})
}

// resumed gives the list that another one goes on with.
func (o *openLists) resumed(at attrs, style string) *list {
	if id := at.get("text:continue-list"); id != "" {
		return o.byID[id]
	}
	if at.get("text:continue-numbering") == "true" {
		return o.byStyle[style]
	}
	return nil
}

// item starts an item; one that is not counted has no number.
func (o *openLists) item(at attrs, counted bool) {
	n := len(o.stack)
	if n == 0 {
		return
	}
	l := o.stack[n-1]
	l.fresh = counted
	if v, ok := at.look("text:start-value"); ok && l.at < mostLevels {
		l.begun[l.at], l.count[l.at] = true, number(v, 1)-1
	}
}

func (o *openLists) close() {
	if n := len(o.stack); n > 0 {
		o.stack = o.stack[:n-1]
	}
}

// label gives the number before a paragraph or heading.
func (o *openLists) label(heading bool, at attrs) string {
	if n := len(o.stack); n > 0 {
		l := o.stack[n-1]
		if !l.fresh {
			return ""
		}
		l.fresh = false
		return l.next(l.at)
	}
	if !heading || o.outline == nil || at.get("text:is-list-header") == "true" {
		return ""
	}
	return o.outline.next(number(at.get("text:outline-level"), 1) - 1)
}

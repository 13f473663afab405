package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Longest parts of addresses that are followed; RFC 5321 for e-mail.
const (
	mostUser = 64
	mostHost = 253
	mostURL  = 2048
)

// email takes the address around the @ at the current place. What was cut of
// its first part is taken back.
func (c *cutter) email() bool {
	start := c.pos
	for start > 0 && c.pos-start < mostUser && isUserByte(c.text[start-1]) {
		start--
	}
	for start < c.pos && !isDigit(c.text[start]) && !isASCIILetter(c.text[start]) {
		start++
	}
	stop, labels := c.hostFrom(c.pos + 1)
	if start == c.pos || labels < 2 || c.pos-start >= mostUser || c.text[c.pos-1] == '.' {
		return false
	}
	if len(c.toks) > 0 && c.toks[len(c.toks)-1].kind >= emailToken && int(c.toks[len(c.toks)-1].stop) > start {
		return false
	}
	c.takeBack(start)
	c.add(token{start: int32(start), stop: int32(stop), kind: emailToken, script: latin})
	return true
}

func isUserByte(b byte) bool {
	return isDigit(b) || isASCIILetter(b) || b == '.' || b == '_' || b == '-' || b == '+' || b == '%'
}

// takeBack removes the tokens from byte start on.
func (c *cutter) takeBack(start int) {
	for n := len(c.toks); n > 0 && int(c.toks[n-1].start) >= start; n-- {
		c.gap = c.toks[n-1].gap
		c.toks = c.toks[:n-1]
	}
	if n := len(c.toks); n > 0 && int(c.toks[n-1].stop) > start {
		c.toks[n-1].stop = int32(start)
		c.gap = glued
	}
	c.pos = start
}

// hostFrom follows a host name and gives its end and how many labels it has.
func (c *cutter) hostFrom(i int) (stop, labels int) {
	begin, label := i, i
	stop = i
	for i < len(c.text) && i-begin <= mostHost {
		r, n := rune(c.text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(c.text[i:])
		}
		switch {
		case r == '.' && i > label:
			label = i + 1
		case r == '-' && i > label, r < utf8.RuneSelf && (isDigit(byte(r)) || isASCIILetter(byte(r))), r >= 0x0430 && r < 0x0450:
			if i == label {
				labels++
			}
			if r != '-' {
				stop = i + n
			}
		default:
			return stop, labels
		}
		i += n
	}
	return stop, labels
}

// address takes a web address whose "://" begins at the current place.
func (c *cutter) address() bool {
	if !strings.HasPrefix(c.text[c.pos:], "://") || len(c.toks) == 0 {
		return false
	}
	last := c.toks[len(c.toks)-1]
	if c.gap != glued || last.kind != wordToken || last.script != latin {
		return false
	}
	switch strings.ToLower(c.text[last.start:last.stop]) {
	case "http", "https", "ftp":
	default:
		return false
	}
	stop, labels := c.hostFrom(c.pos + 3)
	if labels < 1 {
		return false
	}
	c.takeBack(int(last.start))
	c.add(token{start: last.start, stop: int32(c.pathFrom(stop)), kind: urlToken, script: latin})
	return true
}

// host takes a web address without "http://": the first point of it stands at
// the current place. It needs a known ending, or www before it.
func (c *cutter) host() bool {
	n := len(c.toks)
	if n == 0 || c.gap != glued || c.pos+1 >= len(c.text) {
		return false
	}
	last := c.toks[n-1]
	if last.kind > digitsToken || last.script == hangul || last.kind == digitsToken && isDigit(c.text[c.pos+1]) {
		return false
	}
	start := int(last.start)
	for k := n - 1; k > 0 && n-k < 12 && c.toks[k].gap == glued; k-- {
		before := c.toks[k-1]
		if before.kind > digitsToken && before.sign != '-' {
			if before.sign == '@' || before.sign == '/' || before.sign == '.' {
				return false
			}
			break
		}
		start = int(before.start)
	}
	stop, labels := c.hostFrom(start)
	if labels < 2 || stop <= c.pos {
		return false
	}
	name := c.text[start:stop]
	if !hostEndings[strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])] {
		return false
	}
	// "Ltd.The" and "etc.So" are slips of typing; a host is written small.
	if !strings.HasPrefix(name, "www.") && strings.ContainsFunc(name[strings.LastIndexByte(name, '.'):], unicode.IsUpper) {
		return false
	}
	if stop < len(c.text) && c.text[stop] == '@' {
		return false
	}
	c.takeBack(start)
	c.add(token{start: int32(start), stop: int32(c.pathFrom(stop)), kind: urlToken, script: latin})
	return true
}

// pathFrom follows port, path and query of an address.
func (c *cutter) pathFrom(i int) int {
	if i >= len(c.text) || !strings.ContainsRune(":/?#", rune(c.text[i])) || c.text[i] == ':' && (i+1 >= len(c.text) || !isDigit(c.text[i+1])) {
		return i
	}
	begin, opened := i, 0
	for i < len(c.text) && i-begin < mostURL {
		r, n := rune(c.text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(c.text[i:])
		}
		if r <= ' ' || strings.ContainsRune("<>\"`{}|\\^", r) || r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		if r == '(' {
			opened++
		}
		if r == ')' {
			if opened--; opened < 0 {
				break
			}
		}
		i += n
	}
	// Signs at the end belong to the sentence.
	for i > begin && strings.ContainsRune(".,;:!?'*_", rune(c.text[i-1])) {
		i--
	}
	return i
}

// hostEndings are the endings after which a host is believed without "http".
var hostEndings = set(`com org net info biz edu gov int io eu asia ru su рф by kz ua uz kg kr kp cn hk tw jp mn vn th my sg
	de fr uk us ch at nl be pl cz lt lv ee fi se no dk it es pt gr tr ir ae sa qa kw in id ph au nz ca br mx online site`)

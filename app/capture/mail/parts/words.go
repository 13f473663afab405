package parts

import (
	"bytes"
	"encoding/base64"
	"sort"
	"strconv"
	"strings"

	"redthread/app/capture/plain"
)

// Text gives the words of a header field: encoded words (RFC 2047) decoded,
// also where a character is cut between two of them, and letters beyond ASCII
// that stand there unencoded, in the charset of the mail ("" when not known)
// or the likeliest.
func Text(raw, charset string) string {
	var b strings.Builder
	var held []byte // bytes of words of one charset that follow each other
	heldIn := ""
	flush := func() {
		if len(held) > 0 {
			text, _, _ := plain.Decode(held, heldIn)
			b.WriteString(text)
		}
		held = nil
	}
	for raw != "" {
		at := strings.Index(raw, "=?")
		if at < 0 {
			break
		}
		cs, word, size := encodedWord(raw[at:])
		before := raw[:at]
		if size == 0 {
			flush()
			b.WriteString(unencoded(raw[:at+2], charset))
			raw = raw[at+2:]
			continue
		}
		// Between two encoded words a space has no meaning.
		if strings.TrimSpace(before) != "" || held == nil {
			flush()
			b.WriteString(unencoded(before, charset))
		}
		if cs != heldIn {
			flush()
		}
		held, heldIn = append(held, word...), cs
		raw = raw[at+size:]
	}
	flush()
	b.WriteString(unencoded(raw, charset))
	return b.String()
}

func unencoded(s, charset string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			text, _, _ := plain.Decode([]byte(s), charset)
			return text
		}
	}
	return s
}

// encodedWord reads "=?charset?B?…?=" at the start of s and gives its bytes; a
// size of 0 says that there is none.
func encodedWord(s string) (charset string, word []byte, size int) {
	head, rest, ok := strings.Cut(s[2:], "?")
	if !ok || len(head) > 60 || len(rest) < 2 || rest[1] != '?' {
		return "", nil, 0
	}
	end := strings.Index(rest[2:min(len(rest), 8192)], "?=")
	if end < 0 {
		return "", nil, 0
	}
	text := rest[2 : 2+end]
	charset, _, _ = strings.Cut(strings.ToLower(head), "*") // a language may follow
	size = 2 + len(head) + 1 + 2 + end + 2
	switch rest[0] {
	case 'b', 'B':
		return charset, base64Bytes([]byte(text)), size
	case 'q', 'Q':
		return charset, quotedBytes([]byte(strings.ReplaceAll(text, "_", " "))), size
	}
	return "", nil, 0
}

// Params cuts a field such as Content-Type into its value, in lower case, and
// its parameters, with those of RFC 2231 put together: name*0*=utf-8”….
func Params(raw string) (value string, params map[string]string) {
	value, rest, _ := strings.Cut(raw, ";")
	value = strings.ToLower(strings.TrimSpace(value))
	params = map[string]string{}
	pieces := map[string][]piece{}
	for n := 0; rest != "" && n < 100; n++ {
		var name, v string
		name, v, rest = param(rest)
		if name == "" {
			continue
		}
		base, index, found := strings.Cut(name, "*")
		if !found {
			if params[name] == "" {
				params[name] = strings.TrimSpace(Text(v, ""))
			}
			continue
		}
		escaped := index == "" || strings.HasSuffix(index, "*")
		order, err := strconv.Atoi(strings.TrimSuffix(index, "*"))
		if err != nil {
			order = 0
		}
		pieces[base] = append(pieces[base], piece{order, v, escaped})
	}
	for base, all := range pieces {
		if v := together(all); v != "" {
			params[base] = v // it says more than the plain one
		}
	}
	return value, params
}

// piece is a part of a parameter that was cut up for length.
type piece struct {
	order   int
	value   string
	escaped bool
}

func together(all []piece) string {
	sort.SliceStable(all, func(i, j int) bool { return all[i].order < all[j].order })
	charset := ""
	var b []byte
	for i, p := range all {
		v := p.value
		if p.escaped {
			if i == 0 && strings.Count(v, "'") >= 2 {
				charset, v, _ = strings.Cut(v, "'")
				_, v, _ = strings.Cut(v, "'")
			}
			b = append(b, percent(v)...)
			continue
		}
		b = append(b, v...)
	}
	text, _, _ := plain.Decode(b, charset)
	return Text(text, "")
}

// param cuts the next parameter off.
func param(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, " \t;")
	name, after, ok := strings.Cut(s, "=")
	if at := strings.IndexByte(name, ';'); !ok || at >= 0 {
		if at < 0 {
			return "", "", ""
		}
		return "", "", s[at+1:]
	}
	name = strings.ToLower(strings.TrimSpace(name))
	after = strings.TrimLeft(after, " \t")
	if !strings.HasPrefix(after, `"`) {
		value, rest, _ = strings.Cut(after, ";")
		return name, strings.TrimSpace(value), rest
	}
	var b strings.Builder
	for i := 1; i < len(after); i++ {
		switch c := after[i]; {
		case c == '\\' && i+1 < len(after) && (after[i+1] == '"' || after[i+1] == '\\'):
			i++
			b.WriteByte(after[i])
		case c == '"':
			_, rest, _ = strings.Cut(after[i+1:], ";")
			return name, b.String(), rest
		default:
			b.WriteByte(c)
		}
	}
	return name, b.String(), "" // the quote is never closed
}

func percent(s string) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := hex(s[i+1]), hex(s[i+2]); hi >= 0 && lo >= 0 {
				b = append(b, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return b
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// Unpack undoes a transfer encoding. What does not belong to the encoding is
// passed over, as mail programs do.
func Unpack(b []byte, encoding string) []byte {
	switch strings.ToLower(strings.Trim(encoding, " \t\"';")) {
	case "base64":
		return base64Bytes(b)
	case "quoted-printable":
		return quotedBytes(b)
	case "x-uuencode", "uuencode", "x-uue", "uue":
		_, _, data, _ := Uuencoded(b)
		return data
	}
	return b
}

// base64Bytes decodes what is of the alphabet; a fill character ends a piece,
// of which several may follow each other.
func base64Bytes(b []byte) []byte {
	out := make([]byte, 0, base64.RawStdEncoding.DecodedLen(len(b)))
	clean := make([]byte, 0, len(b))
	flush := func() {
		if len(clean)%4 == 1 {
			clean = clean[:len(clean)-1]
		}
		// What is of the alphabet and of a right length is decoded whole.
		out, _ = base64.RawStdEncoding.AppendDecode(out, clean)
		clean = clean[:0]
	}
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		case c == '-': // of the alphabet for addresses
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		case c == '=':
			flush()
		}
	}
	flush()
	return out
}

func quotedBytes(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		end := i + 1
		for end < len(b) && (b[end] == ' ' || b[end] == '\t') && end < i+80 {
			end++
		}
		switch {
		case end < len(b) && b[end] == '\n':
			i = end
		case end+1 < len(b) && b[end] == '\r' && b[end+1] == '\n':
			i = end + 1
		case end == len(b):
			i = end
		case i+2 < len(b) && hex(b[i+1]) >= 0 && hex(b[i+2]) >= 0:
			out = append(out, byte(hex(b[i+1])<<4|hex(b[i+2])))
			i += 2
		default:
			out = append(out, '=')
		}
	}
	return out
}

// Uuencoded finds a file that stands in a text between the lines "begin 644
// name" and "end": the text without it, its name and its bytes.
func Uuencoded(b []byte) (text []byte, name string, data []byte, ok bool) {
	for rest := b; len(rest) > 0; {
		from := len(b) - len(rest)
		var l []byte
		l, rest = line(rest)
		if mode, file, found := bytes.Cut(bytes.TrimPrefix(l, []byte("begin ")), []byte(" ")); !found || !bytes.HasPrefix(l, []byte("begin ")) || !isMode(mode) {
			continue
		} else {
			name = Text(string(file), "")
		}
		for len(rest) > 0 {
			l, rest = line(rest)
			if string(l) == "end" {
				break
			}
			data = append(data, uuLine(l)...)
		}
		return append(append([]byte{}, b[:from]...), rest...), name, data, true
	}
	return b, "", nil, false
}

func isMode(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '7' {
			return false
		}
	}
	return len(b) == 3 || len(b) == 4
}

func uuLine(l []byte) []byte {
	if len(l) < 2 {
		return nil
	}
	n := int(l[0]-' ') & 63
	var out []byte
	for i := 1; i+3 < len(l)+3 && len(out) < n; i += 4 {
		var v uint32
		for k := range 4 {
			c := byte(' ')
			if i+k < len(l) {
				c = l[i+k]
			}
			v = v<<6 | uint32(c-' ')&63
		}
		out = append(out, byte(v>>16), byte(v>>8), byte(v))
	}
	return out[:min(n, len(out))]
}

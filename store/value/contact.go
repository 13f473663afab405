package value

import (
	"net/url"
	"strings"
	"unicode"
)

const (
	maxURL   = 8 << 10 // runes; addresses of archived pages hold another address inside
	maxEmail = 254     // RFC 5321, 4.5.3.1.3
	maxPhone = 60
)

// canonicalURL takes http, https and ftp addresses and bare hosts such as example.org/page. Scheme and host become small
// letters; the rest stays as typed. Nothing is ever fetched. A user name before the host is refused, since its only
// use in a case file is to make one host look like another.
func canonicalURL(text string) (string, error) {
	line, why := oneLine(text, maxURL)
	if why == "" {
		line, why = webAddress(line)
	}
	if why != "" {
		return "", refuse(KindURL, text, why)
	}
	return line, nil
}

const onlyWeb = "only http, https and ftp addresses are kept"

func webAddress(line string) (address, why string) {
	if strings.ContainsRune(line, ' ') {
		return "", "it holds a space"
	}
	scheme, rest, hasScheme := strings.Cut(line, "://")
	if hasScheme && isScheme(scheme) {
		scheme = lowerASCII(scheme) + "://"
		if scheme != "http://" && scheme != "https://" && scheme != "ftp://" {
			return "", onlyWeb
		}
	} else {
		scheme, rest = "", line
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, tail := lowerASCII(rest[:end]), rest[end:]
	name, port, hasPort := strings.Cut(host, ":")
	switch {
	case scheme == "" && hasPort && !allDigits(port):
		return "", onlyWeb // mailto:, javascript:, data: and the like
	case strings.Contains(host, "@"):
		return "", "a user name stands before the host"
	case hasPort && (!allDigits(port) || len(port) > 5):
		return "", "its port is not a number"
	}
	if !isHost(name) || (scheme == "" && !strings.Contains(name, ".")) {
		return "", plainlyNot
	}
	if _, err := url.Parse("http://host" + tail); err != nil {
		return "", "the part after the host cannot be read"
	}
	return scheme + host + tail, ""
}

func isScheme(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '+' && r != '-' && r != '.'
	})
}

// isHost takes names of letters, digits and hyphens parted by points, in any script, and numeric addresses.
func isHost(name string) bool {
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.ContainsFunc(label, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
		}) {
			return false
		}
	}
	return true
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, s)
}

// normalURL is host and path in small letters without scheme, "www." and a closing slash.
func normalURL(canonical string) string {
	if _, rest, ok := strings.Cut(canonical, "://"); ok {
		canonical = rest
	}
	host, path, _ := strings.Cut(canonical, "/")
	return strings.TrimSuffix(strings.TrimPrefix(lowerASCII(host), "www.")+"/"+path, "/")
}

// canonicalEmail keeps the address as typed, without space around it or a "mailto:" before it.
func canonicalEmail(text string) (string, error) {
	line, why := oneLine(text, maxEmail)
	if why == "" {
		if len(line) > 7 && strings.EqualFold(line[:7], "mailto:") {
			line = line[7:]
		}
		user, host, ok := strings.Cut(line, "@")
		if !ok || user == "" || !isHost(host) || !strings.Contains(host, ".") || strings.ContainsAny(user, " <>,;:\"()") {
			why = plainlyNot
		}
	}
	if why != "" {
		return "", refuse(KindEmail, text, why)
	}
	return line, nil
}

func normalEmail(canonical string) string { return strings.ToLower(canonical) }

// canonicalPhone keeps the number as typed. Three digits are the least it can have.
func canonicalPhone(text string) (string, error) {
	line, why := oneLine(text, maxPhone)
	if why == "" && len(normalPhone(line)) < 3 {
		why = "it has fewer than three digits"
	}
	if why != "" {
		return "", refuse(KindPhone, text, why)
	}
	return line, nil
}

// normalPhone keeps the digits, after a + where the number began with + or 00.
func normalPhone(canonical string) string {
	var b strings.Builder
	for _, r := range canonical {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '+' && b.Len() == 0:
			b.WriteByte('+')
		}
	}
	if tail, ok := strings.CutPrefix(b.String(), "00"); ok {
		return "+" + tail
	}
	return b.String()
}

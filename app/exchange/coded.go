package exchange

import (
	"regexp"
	"strconv"
)

// coded is a sign as workbooks write what XML cannot hold.
var coded = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

var codedAnywhere = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decoded undoes what writeCell did to signs.
func decoded(s string) string {
	return codedAnywhere.ReplaceAllStringFunc(s, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil || n >= 0xd800 && n < 0xe000 {
			return m
		}
		return string(rune(n))
	})
}

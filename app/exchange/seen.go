package exchange

import (
	"regexp"
	"strings"
)

// seen is what a statement of FollowTheMoney says of itself besides its value:
// it stands, in words that are read back, in the locator of the noting.
type seen struct {
	First, Last string
	External    bool
	Schema      string // where it is another than the entity's
	Base        string // value of the base statement, where it is not the entity's id
}

// seenPlace is a locator that seen wrote.
var seenPlace = regexp.MustCompile(`^(first seen \S+)?(; )?(last seen \S+)?(; )?(external)?(; )?(as \S+)?(; )?(base \S+)?$`)

func (s seen) String() string {
	var parts []string
	for _, p := range [][2]string{{"first seen ", s.First}, {"last seen ", s.Last}, {"as ", s.Schema}, {"base ", s.Base}} {
		if p[0] == "as " && s.External {
			parts = append(parts, "external")
		}
		if p[1] != "" && !strings.ContainsAny(p[1], " \t\r\n;") {
			parts = append(parts, p[0]+p[1])
		}
	}
	return strings.Join(parts, "; ")
}

func seenFrom(locator string) (s seen, ok bool) {
	if locator == "" || !seenPlace.MatchString(locator) {
		return s, false
	}
	for part := range strings.SplitSeq(locator, "; ") {
		switch {
		case part == "external":
			s.External = true
		case strings.HasPrefix(part, "first seen "):
			s.First = part[len("first seen "):]
		case strings.HasPrefix(part, "last seen "):
			s.Last = part[len("last seen "):]
		case strings.HasPrefix(part, "as "):
			s.Schema = part[len("as "):]
		case strings.HasPrefix(part, "base "):
			s.Base = part[len("base "):]
		}
	}
	return s, true
}

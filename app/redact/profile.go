package redact

import (
	"fmt"
	"strings"
)

// Profile says for whom something leaves the case. The zero Profile is Public.
type Profile string

// The profiles.
const (
	// Public hides workers, sources and people without a class.
	Public Profile = "public"
	// Full hides nothing. It must be asked for by name.
	Full Profile = "full"
)

// ParseProfile reads a profile's name; "" is Public.
func ParseProfile(s string) (Profile, error) {
	switch p := Profile(strings.ToLower(strings.TrimSpace(s))); p {
	case "", Public:
		return Public, nil
	case Full:
		return Full, nil
	}
	return "", fmt.Errorf("%q is not an export profile; use public or full", s)
}

// Label is the profile in words, for the export form and the report's first page.
func (p Profile) Label() string {
	if p == Full {
		return "Full: nothing is hidden"
	}
	return "Public: workers, sources and people without a class are hidden"
}

package exchange

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"redthread/store"
)

// ourID reads an id that an export of ours gave: 32 hexadecimal digits.
func ourID(s string) (store.ID, bool) {
	id, err := store.ParseID(s)
	return id, err == nil && !id.IsZero() && s == id.String()
}

// entityID is the id under which an entity of another program stands in a
// case: its own where it came from a case, else the first half of a hash, so
// that the same file read twice makes no second entity.
func entityID(foreign string) store.ID {
	if id, ok := ourID(foreign); ok {
		return id
	}
	return hashed("redthread exchange entity 1\x00", foreign)
}

func hashed(kind, text string) store.ID {
	sum := sha256.Sum256([]byte(kind + text))
	return store.ID(sum[:16])
}

// The data set of a source of ours is its id behind a prefix; that of no
// source has a name of its own.
const (
	ourDataset = "rt_"
	unsourced  = "unsourced"
)

// datasetID is the source that a data set becomes.
func datasetID(name string) store.ID {
	if rest, ok := strings.CutPrefix(name, ourDataset); ok {
		if id, ok := ourID(rest); ok {
			return id
		}
	}
	return hashed("redthread exchange dataset 1\x00", name)
}

// datasetNote says, in the note of a source, which data set it was.
const datasetNote = "Data set of FollowTheMoney: "

// datasetOf is the name under which a source leaves.
func datasetOf(s store.Source) string {
	if s.ID.IsZero() {
		return unsourced
	}
	for line := range strings.SplitSeq(s.Note, "\n") {
		if name, ok := strings.CutPrefix(line, datasetNote); ok {
			return name
		}
	}
	return ourDataset + s.ID.String()
}

// statementKey is the id that FollowTheMoney gives a statement: the SHA-1 of
// data set, entity, property and value, each after a full stop, with the
// language behind an at sign where there is one, and ".ext" for a statement on
// an entity that the data set does not hold itself.
func statementKey(dataset, entity, prop, value, lang string, external bool) string {
	key := dataset + "." + entity + "." + prop + "." + value
	if lang != "" {
		key += "@" + lang
	}
	if external {
		key += ".ext"
	}
	sum := sha1.Sum([]byte(key))
	return hex.EncodeToString(sum[:])
}

// slug makes an id of a stand-in name: "Worker A" gives "worker-a".
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

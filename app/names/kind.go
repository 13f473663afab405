package names

// Kind is what a name is the name of, as far as comparing goes: people's names have parts in any order, initials and patronymics;
// those of organisations have legal forms and business words; those of vessels have hull numbers.
type Kind byte

// The kinds of bearers. Thing is for what is not known, and may be any of the rest.
const (
	Thing Kind = iota
	Person
	Company
	Vessel
)

var kindNames = [...]string{"thing", "person", "organisation", "vessel"}

// String is the English word for a kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[Thing]
}

// KindOf gives the kind for a schema of FollowTheMoney or one of our own. LegalEntity is a Thing: it may be a person or a firm.
func KindOf(schema string) Kind {
	switch schema {
	case "Person":
		return Person
	case "Company", "Organization", "PublicBody", "Organisation":
		return Company
	case "Vessel", "Airplane", "Vehicle":
		return Vessel
	}
	return Thing
}

// fits tells whether one bearer can be of both kinds.
func (k Kind) fits(other Kind) bool {
	return k == other || k == Thing || other == Thing
}

// personal tells whether the parts of a name of this kind may stand in any order.
func (k Kind) personal() bool { return k == Person }

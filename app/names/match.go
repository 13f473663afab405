package names

// A Match says how likely two names, or two records, are of one bearer, and why.
type Match struct {
	// Score is from 0, certainly not, to 1, the same in every part.
	Score float64
	// Reasons lead to the score, the weightiest first.
	Reasons []Reason
	// Against is set where something rules out that both are one, whatever their names say.
	Against string
}

// Scores from which a match is worth showing, is worth an alert, and is strong. They are set on names of known bearers; see
// docs/benchmarks.md.
const (
	Candidate = 0.50
	Alert     = 0.90
	Strong    = 0.97
)

// A Reason is one thing that speaks for or against a match.
type Reason struct {
	About       About
	Left, Right string  // what was compared, as it was given; "" where one side has nothing to it
	Similarity  float64 // 0 to 1
	Weight      float64 // 0 to 1: how much it counts among the reasons
	Text        string  // one sentence
}

// About is what a reason is about.
type About string

// What reasons are about. Those after Overall come of records alone.
const (
	Part       About = "part"       // a word of both names, or of one
	Number     About = "number"     // numbers in names
	LegalForm  About = "legal form" // Ltd and the like
	Acronym    About = "acronym"    // initials of one name that are the other
	Overall    About = "overall"    // the names as a whole
	Identifier About = "identifier" // numbers of registers, wallets, e-mail
	BirthDate  About = "birth date" //
	Country    About = "country"    //
	Gender     About = "gender"     //
	Address    About = "address"    //
	Schema     About = "kind"       // person, firm, vessel
	WeakAlias  About = "weak alias" // a name that counts only with a second fact
)

// Compare compares two names. It gives the same for (a, b) and (b, a), with the sides of the reasons exchanged.
func Compare(a, b Name) Match {
	c := borrow()
	defer c.giveBack()
	score := c.score(a, b)
	m := Match{Score: score}
	m.Reasons = c.reasons(a, b)
	return m
}

// Score is the score that Compare gives, without the reasons.
func Score(a, b Name) float64 {
	c := borrow()
	defer c.giveBack()
	return c.score(a, b)
}

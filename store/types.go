package store

import (
	"fmt"
	"strings"
	"time"
)

// Grade judges a source in two letters of one code, kept apart (the NATO
// "Admiralty" code): how reliable the source is, A to F, and how credible what
// it says is, 1 to 6. A zero byte means not graded.
type Grade struct {
	Reliability byte // 'A'…'F' or 0
	Credibility byte // 1…6 or 0
}

// ParseGrade reads "B2", "B" or "2"; "" is no grade.
func ParseGrade(s string) (Grade, error) {
	var g Grade
	t := strings.ToUpper(strings.TrimSpace(s))
	if len(t) > 0 && t[0] >= 'A' && t[0] <= 'F' {
		g.Reliability, t = t[0], t[1:]
	}
	if len(t) > 0 && t[0] >= '1' && t[0] <= '6' {
		g.Credibility, t = t[0]-'0', t[1:]
	}
	if t != "" {
		return Grade{}, faultf(ErrInvalid, nil, "%q is not a grade; write a letter from A to F and a digit from 1 to 6, such as B2.", s)
	}
	return g, nil
}

// String gives "B2", or what there is of it.
func (g Grade) String() string {
	s := ""
	if g.Reliability != 0 {
		s = string(g.Reliability)
	}
	if g.Credibility != 0 {
		s += string('0' + g.Credibility)
	}
	return s
}

// Words says a grade in full: "usually reliable, probably true".
func (g Grade) Words() string {
	reliability := map[byte]string{
		'A': "completely reliable", 'B': "usually reliable", 'C': "fairly reliable",
		'D': "not usually reliable", 'E': "unreliable", 'F': "reliability cannot be judged",
	}[g.Reliability]
	credibility := map[byte]string{
		1: "confirmed by others", 2: "probably true", 3: "possibly true",
		4: "doubtful", 5: "improbable", 6: "truth cannot be judged",
	}[g.Credibility]
	switch {
	case reliability == "":
		return credibility
	case credibility == "":
		return reliability
	}
	return reliability + ", " + credibility
}

// Class says what may leave the house of a person or a source. The empty
// class is protected like a worker until somebody decides.
type Class string

// The classes.
const (
	ClassListed   Class = "listed"   // on a sanctions list
	ClassOfficial Class = "official" // in a public role
	ClassWorker   Class = "worker"
	ClassSource   Class = "source"
	ClassOther    Class = "other"
)

// Classes lists them in the order of the form.
func Classes() []Class {
	return []Class{ClassListed, ClassOfficial, ClassWorker, ClassSource, ClassOther}
}

// ParseClass reads a class; "" stays undecided.
func ParseClass(s string) (Class, error) {
	c := Class(strings.ToLower(strings.TrimSpace(s)))
	if c == "" {
		return c, nil
	}
	for _, k := range Classes() {
		if c == k {
			return c, nil
		}
	}
	return "", faultf(ErrInvalid, nil, "%q is not a class; use listed, official, worker, source or other.", s)
}

// Source is something that was read: an article, an extract, an advert, a
// permit copy, an interview.
type Source struct {
	ID        ID
	Title     string
	Kind      string // article, registry, contract, advert, table, list, law, interview, statement, analysis, document, other
	Publisher string
	Author    string
	Published string // EDTF date
	Accessed  string // EDTF date
	URL       string
	Origin    string // where the information first comes from; sources of one origin count once
	Language  string // BCP 47
	Note      string
	Grade     Grade
	Class     Class // "source" or "worker" hides who it is in every export
	Removed   bool
}

// SourceKinds lists the kinds of source in the order of the form.
func SourceKinds() []string {
	return []string{"article", "registry", "contract", "advert", "table", "list", "law", "interview", "statement", "analysis", "document", "other"}
}

// Stance says whether a statement asserts or disputes.
type Stance int8

// The stances.
const (
	Asserts  Stance = 1
	Disputes Stance = -1
)

// Statement is one fact: source S says that entity E has property P with
// value V. Its ID is computed from the other fields.
type Statement struct {
	ID       ID
	Entity   ID
	Property string
	Value    string // canonical text; empty when Target is set
	Target   ID     // of a property that points to an entity
	Source   ID     // zero: unsourced, and shown so
	Lang     string
	Stance   Stance // zero means Asserts
	From, To string // valid time, EDTF
	Live     bool   // one noting is not withdrawn
	Notings  []Noting
}

// Noting is one act of writing a statement down.
type Noting struct {
	ID          ID
	Citation    Citation
	SaidBy      string // who says so, where that is not the source itself
	Hedge       string // "at least", "appears", "one of its owners"
	Credibility byte   // 1…6, 0: as the source
	Origin      string // "": as the source
	Original    string // what was typed or printed, where reading changed it
	Author      string
	At          time.Time
	Action      ActionID
	Withdrawn   bool
	WithdrawnAt time.Time
	Why         string // of the withdrawal
}

// Citation points into a source's text.
type Citation struct {
	Passage     int    // number of the passage, 0: none
	Layer       ID     // the text layer it belongs to; zero: the source's newest
	Start, Stop int    // code points within the passage; both 0: all of it
	Quote       string // the words cited
	Locator     string // for a source without text: "p. 3", "table 2, row 14"
}

// Passage is a numbered piece of a source's text.
type Passage struct {
	Number int
	Page   int // 0: the source has no pages
	Text   string
}

// Verdict is what somebody judges of two entities.
type Verdict string

// The verdicts.
const (
	Same      Verdict = "same"
	Different Verdict = "different"
	Unsure    Verdict = "unsure"
)

// Judgement records a verdict. The latest of each author on a pair counts.
type Judgement struct {
	ID      ID
	A, B    ID
	Verdict Verdict
	Why     string
	Author  string
	At      time.Time
}

// Note is free text on a thing of the case, or on the case itself (About zero).
type Note struct {
	ID      ID
	About   ID
	Text    string
	Author  string
	At      time.Time
	Removed bool
}

// Tag marks a thing of the case with a word.
type Tag struct {
	ID      ID
	About   ID
	Text    string
	Removed bool
}

// Task is something still to be done.
type Task struct {
	ID      ID
	About   ID
	Text    string
	Due     string // EDTF date or ""
	Done    bool
	Removed bool
}

// CaseFields are the case's own words.
type CaseFields struct {
	Title    string
	Question string // what the case wants to find out
	Summary  string
}

// Info is what a case says of itself.
type Info struct {
	CaseFields
	ID         ID
	Format     int
	Sources    int
	Entities   int
	Statements int // live ones
	Withdrawn  int
	Evidence   int
	Notes      int
	Tasks      int // open ones
	Charts     int
	Actions    int
	Created    time.Time
	Changed    time.Time
	LastAuthor string
	Head       []ActionID
}

// Label is the grade picker's text, as in "B2 · usually reliable, probably true".
func (g Grade) Label() string {
	if g == (Grade{}) {
		return "not graded"
	}
	return fmt.Sprintf("%s · %s", g, g.Words())
}

// Package redact is the one gate that everything passes on its way out of a
// case: the PDF, figures, tables and, later, shares. It decides what of whom
// may leave.
//
// # Who is hidden
//
// Under [Public], the default, three kinds of entity are hidden: those classed
// worker, those classed source, and every person whom nobody has classed yet.
// A group of workers is counted and not named, so it is shown, but a count
// below [SmallCell] becomes "fewer than 5". A log entry in the list of sources
// is hidden when it is classed worker or source, or when it is an interview
// that nobody has classed. [Full] hides nothing and is given only to a caller
// who asks for it by name.
//
// # What stands in their place
//
// A hidden entity is called Worker A, Source B or Person C. The letters run
// through all hidden entities in the order of their ids, so that one letter
// means one party, whatever it is classed as; ids are random and tell nothing of
// names. The same case gives the same letters. A hidden source is called
// Protected source A.
//
// Of a hidden person leave: the stand-in name, position and profession,
// countries and topics. All else said of them is withheld, as are identity
// papers, addresses and other things that belong to them. Names and numbers of the
// hidden are also looked for in every other text: names of others, claims,
// notes, hedges, quotes, titles, tags.
//
// # How a text is searched
//
// A text is taken apart into words, each folded (small letters, no Latin
// diacritics, ё as е, composed Hangul); a Cyrillic word also loses its case ending, and
// each syllable of Hangul or Han counts as a word of its own, since particles follow a
// Korean name without a space. A protected name matches where whole words in a row
// spell it, whatever stands between them: "KIM  CHOL-SU" is Kim Chol Su, and "+7 4242 55-12-34"
// is 74242551234. Beside the full name, these forms are looked for: family name first,
// without the middle name, and the family name alone, with initials or without,
// from four letters on. The longest match wins. A family name alone is left
// standing inside the full name of another person who is shown.
//
// What this cannot see: nicknames that are not logged, transliterations that are not
// logged, and descriptions that give a person away. A reader has to look for those.
package redact

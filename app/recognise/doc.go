// Package recognise sees in a passage what a statement can be made of: sums
// of money, counts with their noun, shares, dates, registry numbers, e-mail
// addresses, telephone numbers, web addresses, and names that the case already
// holds, in English, Russian and Korean.
//
// A passage goes through three steps, each linear in its length:
//
//	cut      the text is cut into words, runs of digits and signs (token.go);
//	         a Korean run after a number is cut into its parts: 3|만|명|이;
//	         e-mail and web addresses are found here (contact.go)
//	names    words are followed through a trie of the case's names (known.go)
//	read     at every number and every telling word the grammars are tried in
//	         a fixed order: identifier, telephone, date, quantity; the first
//	         that takes it has it, and what it took is not read again
//
// No grammar looks further than a fixed number of tokens and none goes back
// over what was taken, so a megabyte without a space costs no more than a
// megabyte of prose.
//
// Every value is handed to package value before it is given out, so an Item's
// Value is what a case would store: ">=700", "16000..20000 RUB/month",
// "[..2015]". Doubt stays as written: "at least" becomes a bound, "about" a
// flag, and the words themselves stand in Item.Hedge. What cannot be held
// without guessing is not guessed: "dozens of workers" gives nothing, a day
// without a year gives an item without a value, and 03/04/2018 gives the two
// days it can mean, with a warning.
//
// Suggest turns the items of a selection into what a citation of it can be
// filled with.
package recognise

// Package value holds values that keep their doubt.
//
// A researcher seldom learns a fact exactly. A permit covers "at least 700" workers, a fee is
// "about 100,000 RUB a month", a firm was founded "in 2015 or earlier", a share is "more than 10 %".
// This package gives each such value one canonical text, which is what the case file stores, and a
// wording for people, which is what screens and reports print:
//
//	kind        canonical text                         shown
//	date        [..2015]                               2015 or earlier
//	quantity    >=~700                                 at least about 700
//	money       16000..20000 RUB/month                 16,000–20,000 RUB a month
//	share       >10%..<25%                             more than 10% and less than 25%
//	identifier  INN 7811489970                         INN 7811489970
//	country     kp                                     North Korea
//
// Three rules hold for every kind and are tested as properties:
//
//   - printing what was parsed and parsing it again gives the same value;
//   - the canonical form of a canonical text is that text;
//   - what a date, a quantity, money or a share shows can be typed in again and means the same.
//
// Doubt is a flag, never a width. "About 24,000" is the number 24,000 with a flag on it; no code here
// turns the flag into plus or minus some percent, and arithmetic hands the flag on to the bound that it
// touched. Each bound of a quantity carries its own flag and its own strictness. Numbers are exact
// rationals from end to end: 0.1 is one tenth, and 1/3 is stored as 1/3. Rounding happens only when
// a caller asks for it with [Quantity.ShowTo] or [Money.ShowTo].
//
// Parsing is lenient (thousands separators, words such as "at least", month names in English and
// Russian, country names in several languages) but refuses to guess: 02/03/2018 could be two days, "16k" is
// not a number, so both come back as an [Error] that says what to write.
//
// A failed check digit is a warning and never a refusal, since official lists carry such numbers too;
// see [Identifier.Check].
package value

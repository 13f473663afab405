// Package ownership works out who stands behind a firm, and whether that makes
// the firm one of those whom a law reaches without naming it.
//
// # Shares are ranges
//
// A register prints 25%, a report "one of its owners", a court "more than half".
// Each holding has a lower bound, which is certain, the most that is stated, and the
// most that is conceivable. What one owner has, another cannot: the bounds of an
// asset's holdings limit one another. Two sources that differ make a range; one that
// denies makes the lower bound nothing. Numbers are exact from end to end.
//
// # Two readings
//
// The law reads ownership in layers ([Solve]): an owner who is listed, or owned to
// the threshold by those who are, brings in all that it holds, and any other
// brings in nothing (OFAC, FAQ 401). The economist multiplies shares along each
// way and adds the ways up ([LookThrough], [Exact]). Both go through any depth and
// through cycles, and both are given.
//
// # Four worlds
//
// Every question is answered in four worlds, each taking more of what is not known
// against the firm: what is certain; what is stated at its upper ends; the
// unknown shares of recorded owners; owners who are not recorded. The first
// world in which the firm counts decides the verdict: certain, possible, or cannot
// tell, and then what is missing is named. Where even the last does not, it is a
// no. The bounds are tight and hold whatever the truth is: a no is never
// given for want of a record.
//
// # From a case
//
// [Examine] reads what a case says of the owners of an entity, at a date, and
// applies rules ([Rules]), which are data in assets/ownership with their legal
// sources. Every step of the answer carries its arithmetic and its statements.
package ownership

// Package network sees a case as a graph: who is tied to whom, through what,
// and on whose word.
//
// # Nodes and edges
//
// Every party, place, contract, claim or other thing is a [Node]. Entities that
// somebody judged to be the same are one node with several members. An [Edge]
// is one of three things: a link such as an ownership, whose two ends are
// statements; a property that points from one thing to another, such as the
// employer of a group of workers; or the tie of a party to an identifier it
// shares with others. A value that several parties share, an e-mail address or
// a telephone number, is a node of its own, so that what ties firms together is
// seen and can be expanded like any other.
//
// Where a thing points to a link (a claim about an ownership), the link stays a
// line, and the thing is tied to both of its ends; [Edge].Via names the link.
//
// # Doubt
//
// An edge carries the statements it rests on, the best grade among them, the time for
// which it holds, the time at which the case first noted it and the number of
// independent origins behind it. It is Suspected where all that is known is that
// two things seem tied, and Disputed where a source says that it is not so. Nothing is
// left out for being weak: a [Filter] does that, and says so.
//
// # Asking
//
// [Graph.Shortest] and [Graph.Paths] find ways between two nodes,
// [Graph.Around] and [Graph.Neighbours] what lies one hop away, counts first.
// [Graph.Betweenness], [Graph.Components] and [Graph.Communities] measure. All of
// them take a Filter, all are deterministic, and long ones stop with their context.
//
// A Graph is built once by [Build] and then never changes: it is read by many
// goroutines at once, and a screen builds a new one when the case has changed.
package network

// Package keys keeps the keys with which cases are sealed and signed.
//
// A [Key] is a person's own: it opens what was sealed for them and signs what
// they send. Its public part is a [Card], a few lines of text that a colleague
// keeps: whom to seal for, whose signature it is. Two people make sure that a
// card is the right one by comparing its [Fingerprint], sixteen characters, by
// voice or on paper: a card that came by mail alone proves nothing.
//
// Sealing is age (age-encryption.org), with an X25519 key and one that also
// holds against a quantum computer; the two are never mixed in one seal.
// Signatures are those of minisign, by Ed25519, so that anybody can check them
// with a public tool. The same Ed25519 key signs heads of a case's history.
//
// Keys lie in the settings folder, readable by this user alone, and under a
// passphrase where one is given. There is no way back to a lost passphrase.
package keys

// Package sharing sends a case to somebody and joins what comes back.
//
// [Make] writes a share: one clean file, made by the store. It may be sealed,
// which is an envelope that only a passphrase or a key opens, and signed, which
// lets the receiver see who sent it and that nothing was changed on the way.
// Before anything leaves, [Expose] says who is named in it in full: workers and
// sources first. With redact.Public the share is a new case with the hidden left
// out, and without the history, evidence, texts and notes that name them.
//
// [Open] reads a share, sealed or not. The whole of a sealed file is
// authenticated before a byte of it is used; then it is open for reading, in
// memory, up to [LargestInMemory]. A working copy ([Unseal]) is plain.
//
// [Compare] says in words what another file has more, less and otherwise, and
// [Merge] joins it, with a preview first.
//
// What a seal protects: the content, until it is opened, from whoever gets the
// file. What it does not: the name and size of the file, that it was sent, a weak
// passphrase, and anything once it was opened. What a signature protects: that
// the file is the one that the key signed. What it does not: that what is said in it is
// true, and whose key it is, unless its fingerprint was compared.
package sharing

// Package sharing is what the window shows of sending a case and joining what comes back:
//
//	share.go     the form of a share: who is named, the seal, the signature
//	merge.go     what another file would bring, and joining it
//	conflict.go  the cards on which two people differ
//	unlock.go    asking for what opens a seal
//	keys.go      one's own keys and the cards of colleagues, for the settings
//
// What a share holds, what a seal protects and what a merge does is decided in
// app/sharing and app/keys; here it is only asked and said.
package sharing

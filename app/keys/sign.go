package keys

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/crypto/blake2b"

	"redthread/store"
)

// A signature in minisign's format, prehashed, stands in a file of its own
// (NAME.minisig), four lines: a comment, the signature of the file's BLAKE2b hash,
// a trusted comment, and the signature of both.

// Verifier is the public half of a signing key.
type Verifier struct {
	ID  [8]byte
	Key ed25519.PublicKey
}

// String is the key in minisign's form, as "minisign -P" takes it.
func (v Verifier) String() string {
	return base64.StdEncoding.EncodeToString(append(append([]byte("Ed"), v.ID[:]...), v.Key...))
}

// ParseVerifier reads minisign's form of a public key.
func ParseVerifier(s string) (Verifier, error) {
	b, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(s))
	if err != nil || len(b) != 2+8+ed25519.PublicKeySize || string(b[:2]) != "Ed" {
		return Verifier{}, store.Sentence(store.ErrInvalid, "This is not a public key of minisign.")
	}
	v := Verifier{Key: ed25519.PublicKey(b[10:])}
	copy(v.ID[:], b[2:10])
	return v, nil
}

// Sign signs what r gives. The comment is part of what is signed and stands
// on one line.
func (k *Key) Sign(r io.Reader, comment string, at time.Time) ([]byte, error) {
	sum, err := hash(r)
	if err != nil {
		return nil, err
	}
	comment = fmt.Sprintf("timestamp:%d\t%s", at.Unix(), strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, comment))
	signature := ed25519.Sign(k.Signs, sum)
	whole := ed25519.Sign(k.Signs, append(bytes.Clone(signature), comment...))
	line := base64.StdEncoding.EncodeToString(append(append([]byte("ED"), k.ID[:]...), signature...))
	return fmt.Appendf(nil, "untrusted comment: signature made with Redthread\n%s\ntrusted comment: %s\n%s\n", line, comment, base64.StdEncoding.EncodeToString(whole)), nil
}

func hash(r io.Reader) ([]byte, error) {
	h, err := blake2b.New512(nil)
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(h, r); err != nil {
		return nil, fmt.Errorf("reading what is signed: %w", err)
	}
	return h.Sum(nil), nil
}

// Signature is a signature that was read.
type Signature struct {
	ID        [8]byte
	Comment   string
	signature []byte
	whole     []byte
}

// largestSignature bounds a signature that is read.
const largestSignature = 8 << 10

// ParseSignature reads minisign's four lines.
func ParseSignature(text []byte) (Signature, error) {
	bad := store.Sentence(store.ErrInvalid, "The signature is not one of minisign, or it was changed on the way.")
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	if len(text) > largestSignature || len(lines) < 4 || !strings.HasPrefix(lines[0], "untrusted comment:") {
		return Signature{}, bad
	}
	b, err := base64.StdEncoding.Strict().DecodeString(lines[1])
	comment, ok := strings.CutPrefix(lines[2], "trusted comment: ")
	whole, err2 := base64.StdEncoding.Strict().DecodeString(lines[3])
	if err != nil || err2 != nil || !ok || len(b) != 2+8+ed25519.SignatureSize || string(b[:2]) != "ED" || len(whole) != ed25519.SignatureSize {
		return Signature{}, bad
	}
	s := Signature{Comment: comment, signature: b[10:], whole: whole}
	copy(s.ID[:], b[2:10])
	return s, nil
}

// Verify tells whether the signature is this key's on what r gives.
func (v Verifier) Verify(s Signature, r io.Reader) (bool, error) {
	if s.ID != v.ID || len(v.Key) != ed25519.PublicKeySize {
		return false, nil
	}
	sum, err := hash(r)
	if err != nil {
		return false, err
	}
	return ed25519.Verify(v.Key, sum, s.signature) && ed25519.Verify(v.Key, append(bytes.Clone(s.signature), s.Comment...), s.whole), nil
}

package keys

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode"

	"filippo.io/age"

	"redthread/store"
)

// Key is a person's own key, with its secrets.
type Key struct {
	Name   string
	Opens  *age.X25519Identity
	Hybrid *age.HybridIdentity
	Signs  ed25519.PrivateKey
	ID     [8]byte // by which minisign names the signing key
}

// New makes a key for a name.
func New(name string) (*Key, error) {
	name, err := cleanName(name)
	if err != nil {
		return nil, err
	}
	k := &Key{Name: name}
	if k.Opens, err = age.GenerateX25519Identity(); err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	if k.Hybrid, err = age.GenerateHybridIdentity(); err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	if _, k.Signs, err = ed25519.GenerateKey(rand.Reader); err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	if _, err := io.ReadFull(rand.Reader, k.ID[:]); err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	return k, nil
}

// longestName is how long the name of a key may be.
const longestName = 60

func cleanName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || len([]rune(name)) > longestName || strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '/' || r == '\\' || r == ':'
	}) {
		return "", store.Sentence(store.ErrInvalid, "The name of a key has one to %d letters on one line, without a slash or a colon.", longestName)
	}
	return name, nil
}

// Card is the public part of the key.
func (k *Key) Card() Card {
	return Card{Name: k.Name, Seal: k.Opens.Recipient().String(), Hybrid: k.Hybrid.Recipient().String(), Sign: Verifier{ID: k.ID, Key: k.Signs.Public().(ed25519.PublicKey)}}
}

// Identities are what opens seals made for the key.
func (k *Key) Identities() []age.Identity { return []age.Identity{k.Opens, k.Hybrid} }

// Card is the public part of a key, one's own or a colleague's.
type Card struct {
	Name   string
	Seal   string // recipient of age, X25519
	Hybrid string // recipient of age that also holds against a quantum computer
	Sign   Verifier
}

// Fingerprint is a short form of a card for two people to compare: sixteen
// characters in four groups.
func (c Card) Fingerprint() string {
	h := sha256.New()
	for _, part := range []string{"redthread card 1", c.Seal, c.Hybrid, c.Sign.String()} {
		_, _ = fmt.Fprintf(h, "%d\x00%s", len(part), part)
	}
	return groups(h.Sum(nil))
}

// SigningFingerprint is the fingerprint of a signing key alone, for a signature
// whose card is not known here.
func SigningFingerprint(key ed25519.PublicKey) string {
	sum := sha256.Sum256(append([]byte("redthread signing key 1\x00"), key...))
	return groups(sum[:])
}

// alphabet is Crockford's base 32, which can be said aloud.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func groups(sum []byte) string {
	var b strings.Builder
	acc, bits := uint32(0), 0
	for _, x := range sum[:10] {
		acc, bits = acc<<8|uint32(x), bits+8
		for bits >= 5 {
			bits -= 5
			if n := b.Len(); n == 4 || n == 9 || n == 14 {
				b.WriteByte('-')
			}
			b.WriteByte(alphabet[acc>>bits&31])
			acc &= 1<<bits - 1
		}
	}
	return b.String()
}

const cardHead = "Redthread key card 1"

// String is the card as the few lines of text that are sent.
func (c Card) String() string {
	return fmt.Sprintf("%s\nname: %s\nfingerprint: %s\nsign: %s\nseal: %s\nseal-hybrid: %s\n", cardHead, c.Name, c.Fingerprint(), c.Sign, c.Seal, c.Hybrid)
}

// largestCard bounds a card that is read.
const largestCard = 16 << 10

// ParseCard reads a card. The fingerprint that stands in it is not believed
// but computed.
func ParseCard(text string) (Card, error) {
	bad := store.Sentence(store.ErrInvalid, "This is not the card of a Redthread key, or it was changed on the way; ask for it again.")
	if len(text) > largestCard {
		return Card{}, bad
	}
	var c Card
	said := ""
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n"), "\n")
	if lines[0] != cardHead {
		return Card{}, bad
	}
	for _, l := range lines[1:] {
		name, v, _ := strings.Cut(l, ":")
		v = strings.TrimSpace(v)
		var err error
		switch strings.TrimSpace(name) {
		case "name":
			c.Name, err = cleanName(v)
		case "fingerprint":
			said = v
		case "sign":
			c.Sign, err = ParseVerifier(v)
		case "seal":
			c.Seal = v
			_, err = age.ParseX25519Recipient(v)
		case "seal-hybrid":
			c.Hybrid = v
			_, err = age.ParseHybridRecipient(v)
		}
		if err != nil {
			return Card{}, bad
		}
	}
	if c.Name == "" || c.Seal == "" || c.Sign.Key == nil || said != c.Fingerprint() {
		return Card{}, bad
	}
	return c, nil
}

// secretText is a key as it is kept.
func (k *Key) secretText() string {
	return fmt.Sprintf("Redthread secret key 1\nname: %s\nopens: %s\nopens-hybrid: %s\nsigns: %s\nid: %s\n",
		k.Name, k.Opens, k.Hybrid, base64.StdEncoding.EncodeToString(k.Signs.Seed()), hex.EncodeToString(k.ID[:]))
}

func parseSecret(text string) (*Key, error) {
	bad := store.Sentence(store.ErrDamaged, "A key in the settings folder cannot be read; make a new one and send its card.")
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if lines[0] != "Redthread secret key 1" {
		return nil, bad
	}
	k := &Key{}
	for _, l := range lines[1:] {
		name, v, _ := strings.Cut(l, ": ")
		var err error
		switch name {
		case "name":
			k.Name = v
		case "opens":
			k.Opens, err = age.ParseX25519Identity(v)
		case "opens-hybrid":
			k.Hybrid, err = age.ParseHybridIdentity(v)
		case "signs":
			var seed []byte
			if seed, err = base64.StdEncoding.Strict().DecodeString(v); err == nil && len(seed) == ed25519.SeedSize {
				k.Signs = ed25519.NewKeyFromSeed(seed)
			}
		case "id":
			var id []byte
			id, err = hex.DecodeString(v)
			copy(k.ID[:], id)
		}
		if err != nil {
			return nil, bad
		}
	}
	if k.Name == "" || k.Opens == nil || k.Hybrid == nil || k.Signs == nil {
		return nil, bad
	}
	return k, nil
}

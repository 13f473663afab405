package pdftext

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// lock is the encryption of a file: the standard handler of ISO 32000-2, 7.6,
// in all its revisions, opened with the empty password.
type lock struct {
	open    bool
	key     []byte
	streams method
	strings method
	id      int // number of the encryption dictionary, 0 where it is direct
	meta    bool
}

type method byte

const (
	plain method = iota
	rc4s
	aes128
	aes256
)

var pad = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// unlock reads the encryption dictionary and tries the empty password.
func (f *file) unlock() {
	f.lock = nil
	v := f.trailer["Encrypt"]
	d := f.dict(v)
	if d == nil {
		return
	}
	l := &lock{meta: f.truth(d["EncryptMetadata"], true)}
	if r, ok := v.(ref); ok {
		l.id = r.num
	}
	version, revision := f.integer(d["V"], 0), f.integer(d["R"], 0)
	size := f.integer(d["Length"], 40)
	if size < 40 && size >= 5 {
		size *= 8 // bytes where bits are meant
	}
	size = min(max(size, 40), 128) / 8
	switch version {
	case 1:
		l.streams, l.strings, size = rc4s, rc4s, 5
	case 2, 3:
		l.streams, l.strings = rc4s, rc4s
	default:
		filters := f.dict(d["CF"])
		l.streams = f.method(filters, d["StmF"])
		l.strings = f.method(filters, d["StrF"])
		size = 16
	}
	o, u := []byte(f.text(d["O"])), []byte(f.text(d["U"]))
	if revision >= 5 {
		l.key = key256(revision, o, u, []byte(f.text(d["OE"])), []byte(f.text(d["UE"])))
		l.open = l.key != nil
	} else {
		id := []byte{}
		if a := f.array(f.trailer["ID"]); len(a) > 0 {
			id = []byte(f.text(a[0]))
		}
		k := keyer{o: o, id: id, p: uint32(f.integer(d["P"], 0)), meta: l.meta, revision: revision, size: size}
		if key := k.user(nil); k.fits(key, u) {
			l.key, l.open = key, true
		} else if key := k.user(k.fromOwner()); k.fits(key, u) {
			l.key, l.open = key, true
		}
	}
	if name := f.name(d["Filter"]); name != "Standard" && name != "" {
		l.open = false
	}
	f.lock = l
	f.forget() // what was read before is still locked
}

func (f *file) method(filters dict, v any) method {
	d := f.dict(filters[f.name(v)])
	switch f.name(d["CFM"]) {
	case "V2":
		return rc4s
	case "AESV2":
		return aes128
	case "AESV3":
		return aes256
	}
	return plain
}

// keyer makes the key of revisions 2 to 4.
type keyer struct {
	o, id          []byte
	p              uint32
	meta           bool
	revision, size int
}

func (k keyer) user(password []byte) []byte {
	h := md5.New()
	h.Write(append(bytes.Clone(password[:min(len(password), 32)]), pad...)[:32])
	h.Write(k.o[:min(len(k.o), 32)])
	var p [4]byte
	binary.LittleEndian.PutUint32(p[:], k.p)
	h.Write(p[:])
	h.Write(k.id)
	if k.revision >= 4 && !k.meta {
		h.Write([]byte{255, 255, 255, 255})
	}
	key := h.Sum(nil)
	if k.revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:k.size])
			key = sum[:]
		}
	}
	return key[:k.size]
}

func (k keyer) fits(key, u []byte) bool {
	if k.revision < 3 {
		return len(u) >= 32 && bytes.Equal(once(key, pad), u[:32])
	}
	h := md5.New()
	h.Write(pad)
	h.Write(k.id)
	x := h.Sum(nil)
	for i := range 20 {
		x = once(mix(key, byte(i)), x)
	}
	return len(u) >= 16 && bytes.Equal(x, u[:16])
}

// fromOwner gives the user password that an empty owner password unlocks.
func (k keyer) fromOwner() []byte {
	sum := md5.Sum(pad)
	key := sum[:]
	if k.revision >= 3 {
		for range 50 {
			sum = md5.Sum(key)
			key = sum[:]
		}
	}
	key = key[:k.size]
	x := bytes.Clone(k.o[:min(len(k.o), 32)])
	if k.revision < 3 {
		return once(key, x)
	}
	for i := 19; i >= 0; i-- {
		x = once(mix(key, byte(i)), x)
	}
	return x
}

func mix(key []byte, with byte) []byte {
	out := make([]byte, len(key))
	for i := range key {
		out[i] = key[i] ^ with
	}
	return out
}

func once(key, b []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

// key256 opens revisions 5 and 6 with the empty password, as user or owner.
func key256(revision int, o, u, oe, ue []byte) []byte {
	if len(o) < 48 || len(u) < 48 || len(oe) < 32 || len(ue) < 32 {
		return nil
	}
	u = u[:48]
	var sum, wrapped []byte
	switch {
	case bytes.Equal(hash256(revision, u[32:40], nil), u[:32]):
		sum, wrapped = hash256(revision, u[40:48], nil), ue
	case bytes.Equal(hash256(revision, o[32:40], u), o[:32]):
		sum, wrapped = hash256(revision, o[40:48], u), oe
	default:
		return nil
	}
	c, err := aes.NewCipher(sum)
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(c, make([]byte, 16)).CryptBlocks(key, wrapped[:32])
	return key
}

// hash256 is the hash of ISO 32000-2, algorithm 2.B, for the empty password.
func hash256(revision int, salt, extra []byte) []byte {
	first := sha256.Sum256(append(bytes.Clone(salt), extra...))
	k := first[:]
	if revision < 6 {
		return k
	}
	for round := 0; ; round++ {
		k1 := bytes.Repeat(append(bytes.Clone(k), extra...), 64)
		c, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(c, k[16:32]).CryptBlocks(k1, k1)
		sum := 0
		for _, b := range k1[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(k1)
			k = s[:]
		case 1:
			s := sha512.Sum384(k1)
			k = s[:]
		default:
			s := sha512.Sum512(k1)
			k = s[:]
		}
		if round >= 63 && int(k1[len(k1)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// decrypt gives the plain bytes of a string or stream of an object.
func (l *lock) decrypt(b []byte, id ref, m method) []byte {
	if m == plain || !l.open {
		return b
	}
	key := l.key
	if m != aes256 {
		h := md5.New()
		h.Write(key)
		h.Write([]byte{byte(id.num), byte(id.num >> 8), byte(id.num >> 16), byte(id.gen), byte(id.gen >> 8)})
		if m == aes128 {
			h.Write([]byte("sAlT"))
		}
		key = h.Sum(nil)[:min(len(key)+5, 16)]
	}
	if m == rc4s {
		return once(key, b)
	}
	c, err := aes.NewCipher(key)
	if err != nil || len(b) < 32 {
		return nil
	}
	body := b[16 : len(b)-len(b)%16]
	out := make([]byte, len(body))
	cipher.NewCBCDecrypter(c, b[:16]).CryptBlocks(out, body)
	if n := int(out[len(out)-1]); n >= 1 && n <= 16 {
		out = out[:len(out)-n]
	}
	return out
}

// passes tells whether a stream is not locked though the file is.
func (l *lock) passes(f *file, s *stream, filters []name) bool {
	switch f.name(s.dict["Type"]) {
	case "XRef":
		return true
	case "Metadata":
		return !l.meta
	}
	for _, filter := range filters {
		if filter == "Crypt" {
			return true // always Identity in practice
		}
	}
	return false
}

// opened gives an object with its strings unlocked.
func (f *file) opened(v any, id ref) any {
	if f.lock == nil || !f.lock.open || f.lock.strings == plain || id.num == f.lock.id {
		return v
	}
	switch v := v.(type) {
	case text:
		return text(f.lock.decrypt([]byte(v), id, f.lock.strings))
	case array:
		for i := range v {
			v[i] = f.opened(v[i], id)
		}
	case dict:
		for k := range v {
			v[k] = f.opened(v[k], id)
		}
	}
	return v
}

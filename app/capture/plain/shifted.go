package plain

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/transform"
)

// shiftedKorean is ISO-2022-KR of Korean mails of the nineties (RFC 1557):
// between shift out and shift in, two bytes of seven bits are a character of
// KS X 1001, so that with the high bit set they are EUC-KR.
type shiftedKorean struct{}

func (shiftedKorean) NewDecoder() *encoding.Decoder {
	return &encoding.Decoder{Transformer: transform.Chain(&unshift{}, korean.EUCKR.NewDecoder())}
}

func (shiftedKorean) NewEncoder() *encoding.Encoder { return korean.EUCKR.NewEncoder() }

type unshift struct{ out bool }

func (u *unshift) Reset() { u.out = false }

func (u *unshift) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	announcement := []byte("\x1B$)C")
	for nSrc < len(src) {
		if nDst == len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		c := src[nSrc]
		if c == announcement[0] {
			rest := src[nSrc:]
			if len(rest) < len(announcement) && !atEOF && bytes.HasPrefix(announcement, rest) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			if bytes.HasPrefix(rest, announcement) {
				nSrc += len(announcement)
				continue
			}
		}
		nSrc++
		switch {
		case c == 0x0E:
			u.out = true
			continue
		case c == 0x0F, c == '\n':
			u.out = false
			if c == 0x0F {
				continue
			}
		case u.out && c > 0x20 && c < 0x7F:
			c |= 0x80
		}
		dst[nDst] = c
		nDst++
	}
	return nDst, nSrc, nil
}

package assets

import _ "embed"

// The faces are merged from Noto Sans and Noto Sans KR; sources, licence and
// the script that rebuilds them are in the folder fonts.
var (
	//go:embed fonts/RedthreadSans-Regular.ttf
	fontRegular []byte

	//go:embed fonts/RedthreadSans-Bold.ttf
	fontBold []byte

	//go:embed fonts/OFL.txt
	fontLicence string
)

// FontFamily is the name under which the face is known to figures and PDFs.
const FontFamily = "Redthread Sans"

// FontRegular returns the regular weight of Redthread Sans, a TrueType face
// with Latin, Greek, Cyrillic, Hangul, kana and the Hanja of KS X 1001. The
// bytes are shared: callers must not change them.
func FontRegular() []byte { return fontRegular }

// FontBold returns the bold weight of Redthread Sans. The bytes are shared:
// callers must not change them.
func FontBold() []byte { return fontBold }

// FontLicence returns the text of the SIL Open Font License with the
// copyright lines of the faces.
func FontLicence() string { return fontLicence }

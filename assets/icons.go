package assets

import _ "embed"

var (
	//go:embed icons/redthread.svg
	iconSVG []byte

	//go:embed icons/redthread-512.png
	iconPNG []byte
)

// IconSVG returns the application's icon, a red thread led through a ring,
// as SVG. The bytes are shared: callers must not change them.
func IconSVG() []byte { return iconSVG }

// IconPNG returns the application's icon as a PNG of 512 × 512 pixels with
// a transparent surround. The bytes are shared: callers must not change them.
func IconPNG() []byte { return iconPNG }

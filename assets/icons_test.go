package assets

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"testing"
)

func TestIconIsASquarePictureWithClearCorners(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(IconPNG()))
	if err != nil {
		t.Fatalf("reading the icon: %v", err)
	}
	if b := img.Bounds(); b.Dx() != 512 || b.Dy() != 512 {
		t.Errorf("icon is %d × %d, want 512 × 512", b.Dx(), b.Dy())
	}
	if _, _, _, alpha := img.At(0, 0).RGBA(); alpha != 0 {
		t.Errorf("the corner of the icon is not transparent")
	}
}

func TestIconSVGIsWellFormed(t *testing.T) {
	var root struct {
		XMLName xml.Name
		ViewBox string `xml:"viewBox,attr"`
	}
	if err := xml.Unmarshal(IconSVG(), &root); err != nil {
		t.Fatalf("reading the icon: %v", err)
	}
	if root.XMLName.Local != "svg" || root.ViewBox != "0 0 512 512" {
		t.Errorf("icon root is %s with view box %q", root.XMLName.Local, root.ViewBox)
	}
}

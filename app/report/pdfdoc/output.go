package pdfdoc

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"slices"
	"time"
)

// job is one run of Output.
type job struct {
	opts     Options
	set      setter
	headings []*heading
	root     *elem
	book     *book
	file     *file
	pageRefs []int
	framed   map[*frame]int // slabs of a frame on the pages painted so far
	annots   []*elem        // link elements by StructParent, after the pages
	alphas   []uint8
	images   []int
	imageIDs map[[32]byte]string
	err      error
}

// fail keeps the first fault; the run goes on and its result is dropped.
func (j *job) fail(err error) {
	if j.err == nil {
		j.err = fmt.Errorf("setting the document: %w", err)
	}
}

func (d *Doc) render() ([]byte, error) {
	fonts, err := newFonts(d.opts.FontRegular, d.opts.FontBold)
	if err != nil {
		return nil, err
	}
	j := &job{
		opts: d.opts, set: setter{fonts}, root: &elem{kind: "Document"},
		file: &file{}, imageIDs: make(map[[32]byte]string), framed: make(map[*frame]int),
	}
	j.collect(&d.Flow)
	m := d.opts.Margins
	bottom := d.opts.PageHeight - m.Bottom
	slabs := d.lay(frameCtx{
		set: j.set, job: j, x: m.Left, width: d.TextWidth(), height: bottom - m.Top, parent: j.root,
	})
	if j.err != nil {
		return nil, j.err
	}
	j.book = paginate(slabs, m.Top, bottom)
	for _, h := range j.headings {
		j.book.anchors[headingAnchor(j, h)] = j.book.headings[h]
	}
	out, err := j.write()
	if err != nil {
		return nil, err
	}
	d.pages = len(j.book.pages)
	return out, nil
}

// collect finds the headings of a flow and of the flows in it.
func (j *job) collect(f *Flow) {
	for _, b := range f.blocks {
		if m, ok := b.(marked); ok {
			j.keep(m.marks)
			b = m.block
		}
		switch b := b.(type) {
		case note:
			j.collect(&b.inner)
		case together:
			j.collect(&b.inner)
		}
	}
	j.keep(f.pending)
}

func (j *job) keep(marks []mark) {
	for _, m := range marks {
		if m.head != nil {
			j.headings = append(j.headings, m.head)
		}
	}
}

// headingAnchor is the anchor of a heading in the contents. The numbers of
// headings never repeat; no caller can name one.
func headingAnchor(j *job, h *heading) string {
	return fmt.Sprintf("\x00heading %d", slices.Index(j.headings, h))
}

// dest is a place to jump to, a little above what stands there.
func (j *job) dest(at spot) string {
	return fmt.Sprintf("[%d 0 R/XYZ 0 %s null]", j.pageRefs[at.page], nums(j.opts.PageHeight-at.top+10))
}

func (j *job) write() ([]byte, error) {
	f := j.file
	catalog, info, pages, resources := f.alloc(), f.alloc(), f.alloc(), f.alloc()
	tree, parents := f.alloc(), f.alloc()
	contents := make([]int, len(j.book.pages))
	for i := range contents {
		j.pageRefs = append(j.pageRefs, f.alloc())
		contents[i] = f.alloc()
	}
	byPage := make([][]*elem, len(contents))
	kids := []byte{}
	for i, slabs := range j.book.pages {
		p := &painter{job: j, page: i}
		p.frames(slabs)
		for _, s := range slabs {
			for _, it := range s.slab.items {
				if t, ok := it.(textItem); ok && s.repeat {
					t.elem = nil
					it = t
				}
				it.paint(p, s.top)
			}
		}
		p.edges()
		p.untag()
		byPage[i] = p.tagged
		f.stream(contents[i], "", p.buf, true)
		page := appendf(nil, "<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S", pages, resources, contents[i], i)
		if len(p.annots) > 0 {
			page = append(appendf(page, "/Annots[%s", refs(p.annots)), ']')
		}
		f.set(j.pageRefs[i], append(page, ">>"...))
		kids = appendf(kids, "%d 0 R ", j.pageRefs[i])
	}
	if j.err != nil {
		return nil, j.err
	}
	f.set(pages, appendf(nil, "<</Type/Pages/Count %d/MediaBox[0 0 %s]/Kids[%s]>>",
		len(contents), nums(j.opts.PageWidth, j.opts.PageHeight), trimSpace(kids)))

	res := []byte("<</Font<<")
	for _, face := range []*face{j.set.fonts.regular, j.set.fonts.bold} {
		ref, err := face.embed(f)
		if err != nil {
			return nil, err
		}
		if ref != 0 {
			res = appendf(res, "/%s %d 0 R", face.resource, ref)
		}
	}
	f.set(resources, j.moreResources(append(res, ">>"...)))
	j.writeTree(tree, parents, byPage)
	j.writeInfo(info)
	cat := appendf(nil, "<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R",
		pages, textString(j.opts.Language), tree, j.writeXMP())
	if outlines := j.writeOutlines(); outlines != 0 {
		cat = appendf(cat, "/Outlines %d 0 R/PageMode/UseOutlines", outlines)
	}
	f.set(catalog, append(cat, ">>"...))
	return f.bytes(catalog, info), nil
}

func refs(list []int) []byte {
	var b []byte
	for _, r := range list {
		b = appendf(b, "%d 0 R ", r)
	}
	return trimSpace(b)
}

// writeTree writes the structure tree and the way back into it from the pages
// and the links.
func (j *job) writeTree(tree, parents int, byPage [][]*elem) {
	f := j.file
	j.root.number(f)
	j.root.write(f, j.pageRefs, tree)
	f.set(tree, appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		j.root.ref, parents, len(byPage)+len(j.annots)))
	list := []byte("<</Nums[")
	for i, elems := range byPage {
		list = appendf(list, "%d[", i)
		for _, e := range elems {
			list = appendf(list, "%d 0 R ", e.ref)
		}
		list = append(trimSpace(list), ']')
	}
	for i, e := range j.annots {
		list = appendf(list, " %d %d 0 R", len(byPage)+i, e.ref)
	}
	f.set(parents, append(list, "]>>"...))
}

func (j *job) writeInfo(info int) {
	b := []byte("<<")
	for _, e := range []struct{ key, text string }{
		{"Title", j.opts.Title}, {"Author", j.opts.Author}, {"Subject", j.opts.Subject}, {"Creator", "Redthread"}, {"Producer", "Redthread"},
	} {
		if e.text != "" {
			b = appendf(b, "/%s%s", e.key, textString(e.text))
		}
	}
	at := j.opts.Created.UTC().Format("20060102150405")
	j.file.set(info, appendf(b, "/CreationDate(D:%sZ)/ModDate(D:%sZ)>>", at, at))
}

// writeXMP writes the same facts once more, in the form that archives read.
func (j *job) writeXMP() int {
	esc := func(s string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s)) // a buffer takes every byte
		return b.String()
	}
	at := j.opts.Created.UTC().Format(time.RFC3339)
	x := `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + esc(j.opts.Title) + `</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>` + esc(j.opts.Author) + `</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + esc(j.opts.Subject) + `</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>` + esc(j.opts.Language) + `</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>` + at + `</xmp:CreateDate><xmp:ModifyDate>` + at + `</xmp:ModifyDate><xmp:CreatorTool>Redthread</xmp:CreatorTool>
<pdf:Producer>Redthread</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
	ref := j.file.alloc()
	j.file.stream(ref, "/Type/Metadata/Subtype/XML", []byte(x), false)
	return ref
}

// alpha gives the name of the graphics state that covers by a/255.
func (j *job) alpha(a uint8) string {
	for i, known := range j.alphas {
		if known == a {
			return fmt.Sprintf("G%d", i)
		}
	}
	j.alphas = append(j.alphas, a)
	return fmt.Sprintf("G%d", len(j.alphas)-1)
}

// image stores a picture once and gives its name.
func (j *job) image(img image.Image) string {
	b := img.Bounds()
	var rgb, mask []byte
	opaque := true
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			rgb, mask = append(rgb, c.R, c.G, c.B), append(mask, c.A)
			opaque = opaque && c.A == 255
		}
	}
	id := sha256.Sum256(append(appendf(nil, "%d %d ", b.Dx(), b.Dy()), append(rgb[:len(rgb):len(rgb)], mask...)...))
	if name, ok := j.imageIDs[id]; ok {
		return name
	}
	size := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", b.Dx(), b.Dy())
	ref := j.file.alloc()
	dict := size + "/ColorSpace/DeviceRGB"
	if !opaque {
		soft := j.file.alloc()
		j.file.stream(soft, size+"/ColorSpace/DeviceGray", mask, true)
		dict += fmt.Sprintf("/SMask %d 0 R", soft)
	}
	j.file.stream(ref, dict, rgb, true)
	j.images = append(j.images, ref)
	j.imageIDs[id] = fmt.Sprintf("I%d", len(j.images)-1)
	return j.imageIDs[id]
}

func (j *job) moreResources(res []byte) []byte {
	res = append(res, "/ExtGState<<"...)
	for i, a := range j.alphas {
		v := nums(float64(a) / 255)
		res = appendf(res, "/G%d<</ca %s/CA %s>>", i, v, v)
	}
	res = append(res, ">>/XObject<<"...)
	for i, ref := range j.images {
		res = appendf(res, "/I%d %d 0 R", i, ref)
	}
	return append(res, ">>>>"...)
}

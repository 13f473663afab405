package pdftext

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	ships = "The registered owner of the freighter had, unmistakably, changed nationality three times within eighteen months, " +
		"and every change was notified to the harbour authorities only afterwards, when the cargo had been discharged and the " +
		"responsible representatives had departed. Nobody at the administration considered it extraordinary."
	wages = "Remuneration was transferred to an intermediary; the labourers themselves received considerably smaller " +
		"instalments, irregularly, against signature. Several of them remembered that the accommodation and the transportation " +
		"were subtracted beforehand, although the agreement promised otherwise in unambiguous language throughout."
	ports = "Documents from the neighbouring prefecture describe comparable arrangements. Correspondence between the subcontractors " +
		"mentions it twice: once in a postscript, and again in the accompanying specification of quarterly expenditure, whose " +
		"arithmetic is nevertheless demonstrably inconsistent with the declaration."
)

// justified sets a text between two edges, 12 points high, and gives it with the
// height of the line after the last. All lines but the last are stretched.
func justified(x, y, width float64, text string) (content string, next float64) {
	long := func(s string) (w float64) {
		for _, c := range []byte(s) {
			w += float64(coreWidths["Helvetica"][c-' ']) * 12 / 1000
		}
		return w
	}
	var b strings.Builder
	words := strings.Fields(text)
	for len(words) > 0 {
		n, sum := 1, long(words[0])
		for n < len(words) && sum+long(words[n])+float64(n)*3.3 <= width {
			sum += long(words[n])
			n++
		}
		gap := 3.3
		if n > 1 && n < len(words) {
			gap = (width - sum) / float64(n-1)
		}
		at := x
		for _, w := range words[:n] {
			fmt.Fprintf(&b, "BT /F1 12 Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n", at, y, w)
			at += long(w) + gap
		}
		words = words[n:]
		y -= 14
	}
	return b.String(), y
}

// beside sets texts beside one another; the gap between the columns is 12 points.
func beside(y, width float64, texts ...string) string {
	var b strings.Builder
	for i, t := range texts {
		content, _ := justified(30+float64(i)*(width+12), y, width, t)
		b.WriteString(content)
	}
	return b.String()
}

func TestProseAndTables(t *testing.T) {
	const short = "Documents from the neighbouring town say much the same of it, and the letters between both of the firms " +
		"mention it twice, once in May and once more in November."
	narrow, next := justified(50, 700, 150, ships)
	for _, c := range []struct {
		name, content, want string
	}{
		{"one narrow justified column", narrow, ships},
		{"three justified columns", beside(700, 165, ships, wages, ports), ships + "\n" + wages + "\n" + ports},
		{"three justified columns, the last one short", beside(700, 165, ships, wages, short), ships + "\n" + wages + "\n" + short},
		{
			"two columns with a heading across and the number of the page",
			at(150, 750, "A heading that goes across both of the columns") + beside(700, 260, ships, wages) + at(300, 40, "7"),
			"A heading that goes across both of the columns\n" + ships + "\n" + wages + "\n7",
		},
		{
			"a table under a justified column",
			narrow + tableRow(int(next)-30, "Name", "Wage", "Paid") + tableRow(int(next)-44, "Kim", "16,000", "yes") +
				tableRow(int(next)-58, "Lee", "17,500", "no") + tableRow(int(next)-72, "Pak", "9,000", "no"),
			ships + "\nName\tWage\tPaid\nKim\t16,000\tyes\nLee\t17,500\tno\nPak\t9,000\tno",
		},
		{
			"a table of cells that are all equally wide",
			tableRow(700, "11", "12", "13") + tableRow(686, "21", "22", "23") + tableRow(672, "31", "32", "33") + tableRow(658, "41", "42", "43"),
			"11\t12\t13\n21\t22\t23\n31\t32\t33\n41\t42\t43",
		},
		{
			"a form with labels and values",
			at(50, 740, "Application of a foreign labourer for a permit") + at(50, 700, "Family name:") + at(200, 700, "Kim") +
				at(50, 680, "Born:") + at(200, 680, "31.12.1990") + at(50, 660, "Place of work:") + at(200, 660, "Vladivostok, Port Street 4") +
				at(50, 640, "Employer:") + at(200, 640, "Zenco-39"),
			"Application of a foreign labourer for a permit\nFamily name:\tKim\nBorn:\t31.12.1990\n" +
				"Place of work:\tVladivostok, Port Street 4\nEmployer:\tZenco-39",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, pages(latin, c.content).bytes())
			if diff := cmp.Diff(c.want, passages(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

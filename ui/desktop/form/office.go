package form

import "redthread/store/ontology"

// Office tells whether a link is what a person is in a firm, with the firm
// named first: that the person directs it or works for it. Such a link is
// meant far more often than the firm directing the person, so forms offer it
// before all others.
func Office(l ontology.Link, from, to *ontology.Schema) bool {
	if !l.Reversed || !to.IsA("Person") || from.IsA("Person") {
		return false
	}
	return l.Schema.Name == "Directorship" || l.Schema.Name == "Employment"
}

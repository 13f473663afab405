package ontology

import (
	"slices"
	"strings"
	"testing"
)

// followTheMoney lists the schemata and properties that others know by these names: for each schema its
// direct parents, its own properties (those that it must have in an exchange, marked ! where required) and
// where its entity properties point.
var followTheMoney = []struct{ name, extends, properties string }{
	{"Thing", "", "name! alias previousName weakAlias country summary description notes address addressEntity>Address topics keywords sourceUrl publisher publisherUrl wikidataId program programId proof>Document createdAt modifiedAt retrievedAt"},
	{"Interval", "", "startDate endDate date summary description recordId sourceUrl publisher publisherUrl namesMentioned modifiedAt retrievedAt proof>Document"},
	{"Value", "", "amount currency amountUsd amountEur"},
	{"Interest", "Interval", "role status"},
	{"Asset", "Thing Value", ""},
	{"LegalEntity", "Thing", "email phone website legalForm incorporationDate dissolutionDate status sector classification registrationNumber idNumber taxNumber vatCode licenseNumber jurisdiction mainCountry leiCode innCode ogrnCode okpoCode dunsCode swiftBic bvdId icijId uscCode parent>LegalEntity"},
	{"Person", "LegalEntity", "title firstName secondName middleName fatherName motherName lastName nameSuffix birthDate birthPlace birthCountry deathDate nationality citizenship passportNumber position gender ethnicity education spokenLanguage"},
	{"Organization", "LegalEntity", "imoNumber permId cageCode giiNumber"},
	{"PublicBody", "Organization", ""},
	{"Company", "Organization Asset", "capital ticker isinCode kppCode okvedCode voenCode cikCode irsCode"},
	{"Address", "Thing", "full street street2 city postalCode region state country latitude longitude osmId remarks"},
	{"Ownership", "Interest", "owner!>LegalEntity asset!>Asset percentage sharesCount sharesValue sharesCurrency sharesType ownershipType legalBasis"},
	{"Control", "Interest", "controller!>LegalEntity controlled!>LegalEntity controlType legalBasis"},
	{"Directorship", "Interest", "director!>LegalEntity organization!>Organization secretary"},
	{"Membership", "Interest", "member!>LegalEntity organization!>Organization"},
	{"Employment", "Interest", "employer!>Organization employee!>Person"},
	{"Representation", "Interest", "agent!>LegalEntity client!>LegalEntity"},
	{"Succession", "Interest", "predecessor!>LegalEntity successor!>LegalEntity"},
	{"UnknownLink", "Interest", "subject!>Thing object!>Thing"},
	{"Family", "Interval", "person!>Person relative!>Person relationship"},
	{"Associate", "Interval", "person!>Person associate!>Person relationship"},
	{"Occupancy", "Interval", "holder!>Person post!>Position"},
	{"Position", "Thing", "name!"},
	{"Contract", "Asset", "title! authority>LegalEntity project>Project type contractDate procedureNumber status method criteria cancelled language"},
	{"ContractAward", "Value Interest", "supplier!>LegalEntity contract!>Contract lotNumber documentNumber cpvCode amended decisionReason"},
	{"License", "Contract", "name! authority!>LegalEntity area commodities reviewDate"},
	{"Project", "Interval Thing Value", "projectId status phase goal"},
	{"ProjectParticipant", "Interest", "project>Project participant>LegalEntity"},
	{"Payment", "Interval Value", "payer!>LegalEntity beneficiary!>LegalEntity payerAccount>BankAccount beneficiaryAccount>BankAccount purpose programme transactionNumber contract>Contract project>Project"},
	{"Debt", "Interval Value", "debtor!>LegalEntity creditor>LegalEntity"},
	{"BankAccount", "Asset", ""},
	{"Identification", "Interval", "holder!>LegalEntity number! type country authority"},
	{"Passport", "Identification", "holder!>LegalEntity number! passportNumber surname givenName birthDate birthPlace personalNumber"},
	{"Sanction", "Interval", "entity!>Thing authority authorityId unscId program programId provisions status duration reason country listingDate"},
	{"Risk", "Interval", "entity!>Thing topics status reason"},
	{"Document", "Thing Analyzable", "fileName! title author contentHash fileSize mimeType bodyText date authoredAt publishedAt language translatedText parent>Folder"},
	{"Article", "Document", ""},
	{"Folder", "Document", ""},
	{"Analyzable", "", ""},
	{"Documentation", "Interest", "document!>Document entity!>Thing role"},
	{"Mention", "Interval", "document!>Document name! resolved>LegalEntity"},
	{"Note", "Thing Analyzable", "description entity>Thing"},
	{"Event", "Interval Analyzable Thing", "location country organizer>LegalEntity involved>LegalEntity important"},
	{"Call", "Interval", "caller>LegalEntity receiver>LegalEntity callerNumber receiverNumber duration"},
	{"Trip", "Event", "startLocation!>Address endLocation!>Address vehicle>Vehicle"},
	{"Similar", "", "candidate>Thing match>Thing confidenceScore"},
	{"Territory", "Thing", ""},
	{"EconomicActivity", "Interval", "sender>LegalEntity receiver>LegalEntity goodsDescription vedCode"},
	{"Vehicle", "Asset", ""},
	{"Vessel", "Vehicle", "imoNumber"},
}

func TestFollowTheMoneyNames(t *testing.T) {
	o := Default()
	known := map[string]bool{}
	for _, want := range followTheMoney {
		known[want.name] = true
		s := mustSchema(t, o, want.name)
		if s.Extension {
			t.Errorf("%s is marked as ours", s.Name)
		}
		if got := strings.Join(s.Extends, " "); got != want.extends {
			t.Errorf("%s extends %q; want %q", s.Name, got, want.extends)
		}
		for field := range strings.FieldsSeq(want.properties) {
			field, target, isLink := strings.Cut(field, ">")
			name, required := strings.CutSuffix(field, "!")
			p, ok := s.Property(name)
			switch {
			case !ok:
				t.Errorf("%s has no property %s", s.Name, name)
			case p.Extension:
				t.Errorf("%s.%s is marked as ours", s.Name, name)
			case (p.Kind == "entity") != isLink || p.Range != target:
				t.Errorf("%s.%s is of the kind %s and points at %q; want %q", s.Name, name, p.Kind, p.Range, target)
			case required && !slices.Contains(s.Required, name):
				t.Errorf("%s does not require %s", s.Name, name)
			}
		}
		// "Thing" requires a name and its children say so again; nothing else may be required.
		for _, name := range s.Required {
			if name != "name" && !strings.Contains(want.properties, name+"!") {
				t.Errorf("%s requires %s, which others do not", s.Name, name)
			}
		}
	}
	for _, s := range o.Schemata() {
		if !s.Extension && !known[s.Name] {
			t.Errorf("%s is neither ours nor in the list of names that others know", s.Name)
		}
	}
}

// TestExtension pins what is ours: cases and exports depend on it, so that it grows only on purpose.
func TestExtension(t *testing.T) {
	want := map[string]string{
		"Thing":         "+ place:place foreignId:text keptAside:text",
		"Interval":      "+ foreignId:text keptAside:text",
		"OtherRecord":   "Thing | recordType:text",
		"ContractAward": "+ count:quantity",
		"WorkerGroup":   "Thing | employer>LegalEntity sender>LegalEntity nationality:country occupation:text startDate:date endDate:date registered:quantity approved:quantity permitted:quantity present:quantity",
		"WorkPermit":    "Interval | name:name holder>Thing employer>LegalEntity authority>LegalEntity number:identifier nationality:country place:place issued:date registered:quantity approved:quantity permitted:quantity present:quantity",
		"JobAdvert":     "Interval | name:name employer>LegalEntity role:text place:place publishedAt:date languageSought:language wage:money outcome:text",
		// equivalent: the source gives the monthly price in roubles and in dollars, from which the rate follows.
		"WageObservation": "Interval | name:name basis:choice amount:money equivalent:money payer>LegalEntity employer>LegalEntity workers>WorkerGroup place:place seenIn:text",
		// place: most claims of the sample are made of one country or city.
		"Claim":          "Interval | claim:text about> speaker>LegalEntity saidBy:text hedge:text place:place",
		"Observation":    "Interval | name:name measure:text quantity:quantity unit:text amount:money about> place:place",
		"CommentRequest": "Interval | name:name asked>LegalEntity askedBy>LegalEntity subject:text answer:text",
		"Conflict":       "Thing | side> caution:text",
	}
	for _, s := range Default().Schemata() {
		var own []string
		for _, p := range s.byName {
			if p.Owner != s.Name || !p.Extension {
				continue
			}
			if p.Kind == "entity" {
				own = append(own, p.Name+">"+p.Range)
			} else {
				own = append(own, p.Name+":"+string(p.Kind))
			}
		}
		head, list, _ := strings.Cut(want[s.Name], "| ")
		if !s.Extension {
			_, list, _ = strings.Cut(want[s.Name], "+ ")
		} else if got := strings.Join(s.Extends, " "); got != strings.TrimSpace(head) {
			t.Errorf("%s extends %q; want %q", s.Name, got, head)
		}
		wanted := strings.Fields(list)
		slices.Sort(own)
		slices.Sort(wanted)
		if !slices.Equal(own, wanted) {
			t.Errorf("what is ours in %s:\n got %v\nwant %v", s.Name, own, wanted)
		}
		delete(want, s.Name)
	}
	for name := range want {
		t.Errorf("%s is missing", name)
	}
}

// TestEdges pins which way each link runs.
func TestEdges(t *testing.T) {
	want := map[string]string{
		"Ownership":          "owner > asset",
		"Control":            "controller > controlled",
		"Directorship":       "director > organization",
		"Employment":         "employee > employer",
		"Membership":         "member > organization",
		"Representation":     "agent > client",
		"Succession":         "predecessor > successor",
		"UnknownLink":        "subject - object",
		"Family":             "person - relative",
		"Associate":          "person - associate",
		"Occupancy":          "holder > post",
		"ContractAward":      "supplier > contract",
		"ProjectParticipant": "participant > project",
		"Payment":            "payer > beneficiary",
		"Debt":               "debtor > creditor",
		"Documentation":      "document > entity",
	}
	for _, s := range Default().Linkable() {
		arrow := " - "
		if s.Edge.Directed {
			arrow = " > "
		}
		if got := s.Edge.Source + arrow + s.Edge.Target; got != want[s.Name] {
			t.Errorf("%s runs %s; want %q", s.Name, got, want[s.Name])
		}
		delete(want, s.Name)
	}
	for name := range want {
		t.Errorf("%s is no link", name)
	}
}

package ontology

import (
	"strings"
	"testing"

	"redthread/store/value"
)

// TestLedgerFits shows that each fact of the sample case has a place: the values it needs are taken by the
// properties they belong to. Sources, hedges, speakers and grades live in notings and need no property.
func TestLedgerFits(t *testing.T) {
	const claim = "Claim.claim=text Claim.about>LegalEntity Claim.place=Russia"
	facts := map[string]string{
		"F01": "Article.title=text Article.author=name Article.publishedAt=2018-08-02",
		"F02": claim + " Claim.startDate=2017 Claim.endDate=2018 Claim.hedge=text",
		"F03": "Event.name=name Event.date=2017-09 Event.involved>PublicBody Claim.about>Event",
		"F04": "WorkerGroup.registered=>10000 WorkerGroup.startDate=2017-09 WorkerGroup.nationality=kp WorkerGroup.place=Russia",
		"F05": "WorkPermit.permitted=>=700 WorkPermit.startDate=2018-01 WorkPermit.nationality=kp WorkPermit.authority>PublicBody",
		"F06": claim,
		"F07": claim,
		"F08": claim,
		"F09": claim + " Claim.saidBy=text",
		"F10": claim,
		"F11": "CommentRequest.asked>PublicBody CommentRequest.askedBy>Organization CommentRequest.answer=text CommentRequest.summary=text",
		"F12": "CommentRequest.asked>PublicBody CommentRequest.answer=text PublicBody.place=Moscow",
		"F13": claim + " Claim.about>Vessel",
		"F14": claim,
		"F15": "Observation.measure=text Observation.quantity=15..17 Observation.unit=hours Observation.place=text Observation.about>WorkerGroup Observation.description=text",
		"F16": "WageObservation.basis=paid WageObservation.amount=~100000%RUB/month WageObservation.equivalent=1600%USD/month WageObservation.payer>LegalEntity WageObservation.employer>LegalEntity WageObservation.place=text",
		"F17": claim,
		"F18": "WageObservation.basis=declared WageObservation.amount=16000..20000%RUB/month WageObservation.seenIn=text WageObservation.workers>WorkerGroup",
		"F19": "Observation.quantity=80 Observation.unit=text Observation.about>WageObservation",
		"F20": "Claim.claim=text Claim.endDate=2018-09 Event.endDate=2019",
		"F21": claim,
		"F22": "Claim.claim=text Claim.speaker>Organization Claim.date=2018-08-02",
		"F23": "Organization.description=text Claim.about>Organization",
		"F24": "Observation.quantity=>=~100000 Observation.measure=text Claim.speaker>PublicBody",
		"F25": "Observation.amount=<=2000000000%USD/year Observation.about>PublicBody",
		"F26": "WorkerGroup.present=~24000 WorkerGroup.nationality=kp Observation.date=2017-12-31",
		"F27": "Claim.claim=text Claim.speaker>Person Claim.about>PublicBody",
		"F28": "Claim.claim=text Claim.speaker>PublicBody Claim.about>Territory",
		"F29": claim,
		"F30": claim + " Claim.speaker>Organization",
		"F31": "WorkerGroup.employer>Company WorkerGroup.startDate=[..2015] WorkerGroup.place=Sakhalin Claim.about>Ownership",
		"F32": "Ownership.owner>Organization Ownership.asset>Company Ownership.percentage=unknown",
		"F33": "Sanction.entity>Organization Sanction.authority=text Sanction.listingDate=2016-12-02 Sanction.program=text Sanction.reason=text",
		"F34": "ContractAward.supplier>Company ContractAward.contract>Contract ContractAward.count=2 ContractAward.amount=180000%USD ContractAward.date=2018 Contract.authority>PublicBody Contract.place=Sakhalin",
		"F35": "CommentRequest.asked>Company CommentRequest.answer=text",
		"F36": "UnknownLink.subject>Organization UnknownLink.object>Company UnknownLink.role=text UnknownLink.summary=text",
		"F37": claim,
		"F38": "WorkerGroup.approved=1550 WorkerGroup.employer>Company WorkerGroup.startDate=2015~ WorkerGroup.place=Krasnodar",
		"F39": "JobAdvert.employer>Company JobAdvert.role=text JobAdvert.languageSought=ko JobAdvert.publishedAt=2018-07 JobAdvert.place=Krasnodar",
		"F40": claim,
		"F41": "Observation.quantity=>=7 Observation.about>Company UnknownLink.subject>Company UnknownLink.role=text",
		"F42": "WorkPermit.approved=91 WorkPermit.employer>Company WorkPermit.holder>WorkerGroup WorkerGroup.occupation=text",
		"F43": "Ownership.owner>Person Ownership.asset>Company",
		"F44": "Claim.claim=text Claim.speaker>Company Claim.saidBy=text Claim.endDate=2017-09",
		"F45": "WorkPermit.issued=2018-06 WorkPermit.authority>PublicBody WorkPermit.place=text",
		"F46": "Observation.quantity=0 Observation.measure=text Observation.about>WorkPermit Observation.place=text",
		"F47": "Company.address=text Company.addressEntity>Address UnknownLink.subject>Company UnknownLink.object>Company",
		"F48": claim + " Claim.saidBy=text",
		"F49": "JobAdvert.languageSought=ko JobAdvert.publishedAt=2018-02 JobAdvert.outcome=text CommentRequest.answer=text",
		"F50": claim,
		"F51": claim + " Claim.saidBy=text",
		"F52": claim,
		"F53": claim + " Claim.date=2017",
		"F54": "Observation.amount=150000000..300000000%USD/year Observation.about>WorkerGroup",
		"F55": "Claim.claim=text Claim.speaker>PublicBody Claim.about>PublicBody",
		"F56": "Claim.claim=text Claim.date=2018-07 Claim.speaker>PublicBody Event.date=2018-07",
		"F57": claim + " Claim.date=2017",
		"C1":  "Conflict.side>WorkerGroup Conflict.side>WorkPermit Conflict.caution=text",
		"C2":  "Conflict.side>WorkPermit Conflict.side>Observation",
		"C3":  "Conflict.side>WageObservation Conflict.side>Observation",
		"C4":  "Conflict.side>WorkerGroup",
		"C5":  "Conflict.side>WorkPermit Conflict.side>Observation Conflict.side>Claim",
		"C6":  "Conflict.side>Claim Conflict.side>WorkPermit",
		"C7":  "Conflict.side>Claim Conflict.side>Event",
		"C8":  "Conflict.side>Claim Conflict.side>WorkPermit",
	}
	o := Default()
	for fact, needs := range facts {
		for need := range strings.FieldsSeq(needs) {
			at := strings.IndexAny(need, "=>")
			schema, property, _ := strings.Cut(need[:at], ".")
			p, ok := mustSchema(t, o, schema).Property(property)
			if !ok {
				t.Errorf("%s: %s has no property %s", fact, schema, property)
				continue
			}
			if need[at] == '>' {
				if !p.Accepts(mustSchema(t, o, need[at+1:])) {
					t.Errorf("%s: %s.%s does not take a %s", fact, schema, property, need[at+1:])
				}
				continue
			}
			text := strings.ReplaceAll(need[at+1:], "%", " ")
			if _, err := value.Canonical(p.Kind, text); err != nil {
				t.Errorf("%s: %s.%s does not take %q: %v", fact, schema, property, text, err)
			}
			if _, listed := p.Choice(text); len(p.Choices) > 0 && !listed {
				t.Errorf("%s: %s.%s has no choice %q", fact, schema, property, text)
			}
		}
	}
}

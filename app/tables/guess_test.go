package tables

import (
	"slices"
	"testing"

	"redthread/app/tables/records"
	"redthread/store"
)

// Headings and contents in three languages are told, and what the guess makes
// of a sheet goes in as it stands.
func TestGuess(t *testing.T) {
	for _, c := range []struct {
		name, file string
		bad        int
		said       []string
	}{
		{"english people and firms", "Full name,Date of birth,Nationality,Position,Company,Company INN,Share %,Since\n" +
			"Kim Chol,1961-05-02,North Korea,Director,Mokran LLC,7811489970,49.5,2012\nPak Il,13/02/1970,North Korea,Deputy,Mokran LLC,7811489970,50.5,2013\n", 0, []string{
			"Person Kim Chol birthDate 1961-05-02", "Person Pak Il nationality kp", "Company Mokran LLC innCode 7811489970", "Ownership percentage 49.5%", "Ownership owner Kim Chol", "Ownership startDate 2012",
		}},
		{"russian", "№;Наименование организации;ИНН;ОГРН;Юридический адрес;Руководитель;ИНН руководителя;Учредитель;Доля учредителя, %;Уставный капитал, руб.;Телефон\n" +
			"1;ООО Пример;7811489970;1117847131643;Санкт-Петербург;Примеров Иван;123456789047;Ким Чхоль;33,5;10 000,50;+7 812 000-00-00; 8 812 1111111\n" +
			"2;АО Второй;7707083893;;Москва;Петров Пётр;;ООО Пример;66,5;1 000;\n", 0, []string{
			"Company ООО Пример innCode 7811489970", "Company ООО Пример address Санкт-Петербург", "Person Примеров Иван innCode 123456789047", "Directorship director Примеров Иван",
			"Directorship organization ООО Пример", "Ownership percentage 33.5%", "Company ООО Пример capital 10000.5 RUB", "Ownership owner Ким Чхоль", "Company АО Второй name АО Второй",
		}},
		{"korean", "법인명,대표자,주소,사업자등록번호,설립일,지분율,주주\n한빛무역,김철수,서울특별시 종로구,123-45-67890,2012년 3월 4일,30%,박일\n", 0, []string{
			"Company 한빛무역 address 서울특별시 종로구", "Directorship director 김철수", "Company 한빛무역 taxNumber 123-45-67890", "Company 한빛무역 incorporationDate 2012-03-04", "Ownership percentage 30%", "Ownership owner 박일",
		}},
		{"by content", "a,b,c\nMokran LLC,7811489970,office@example.ru\nSecond Ltd,7707083893,x@example.ru\n", 0, []string{
			"Company Mokran LLC innCode 7811489970", "Company Second Ltd email x@example.ru",
		}},
		{"posts", "Name,Job title,Employer\nKim Chol,Welder,Mokran LLC\nPak Il,Cook,Mokran LLC\n", 0, []string{
			"Employment Welder employee Kim Chol", "Employment Cook employer Mokran LLC",
		}},
		{"owners of both kinds", "Company,Owner,Stake\nMokran LLC,Kim Chol,1/2\nMokran LLC,GENCO Corp,0.25\n", 0, []string{"LegalEntity Kim Chol name Kim Chol", "Ownership percentage 1/2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := written(t, "sheet.csv", c.file)
			f, err := records.Open(t.Context(), path, records.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }()
			m, err := Guess(t.Context(), f, records.Part{})
			if err != nil {
				t.Fatal(err)
			}
			y, _ := m.YAML()
			cs := newCase(t)
			r, err := Import(t.Context(), cs, path, m, Options{}, nil)
			if err != nil {
				t.Fatalf("%v\n%s", err, y)
			}
			all := said(t, cs, store.StatementFilter{})
			var list []string
			for s := range all {
				list = append(list, s)
			}
			slices.Sort(list)
			for _, s := range c.said {
				if _, ok := all[s]; !ok {
					t.Errorf("nobody says %q; there is %q\n%s", s, list, y)
				}
			}
			if r.Bad != c.bad {
				t.Errorf("%d bad rows: %+v", r.Bad, r.Faults)
			}
		})
	}
}

// What cannot be told is left out, and nothing is made up.
func TestGuessNothing(t *testing.T) {
	f, err := records.OpenBytes(t.Context(), "x.csv", []byte("foo,bar\n1,2\n3,4\n"), records.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Guess(t.Context(), f, records.Part{})
	if err != nil || len(m.Queries) != 1 || len(m.Queries[0].Entities) != 0 {
		t.Errorf("%+v %v", m, err)
	}
}

package main

import (
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"

	"redthread/app/names"
)

// word is a word in Latin letters and in another script.
type word struct{ latin, native string }

// Chinese surnames, and letters that given names are made of.
const (
	surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
	givens   = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉建华国志海波宁福生龙元全胜学祥才发武新利清飞彬富顺信子林成康星光天达安岩中茂进有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘婷雪琴云莲真环荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉叶璧璐娅琦晶妍茜秋珊莎锦黛青倩琰宜"
)

// foreign makes pairs of a name in Latin letters and one in another script, and of two in the other script: the same name,
// or one of whose words another took the place.
func foreign(data string, n int) ([]pair, error) {
	var out []pair
	for i, lang := range []string{"arabic", "hebrew", "japanese", "russian", "korean"} {
		rng := rand.New(rand.NewPCG(uint64(i), 5))
		var all []word
		byKey := map[string][]int{}
		err := rowsOf(filepath.Join(data, "translit_"+lang+".tsv"), true, func(c []string) {
			if count, _ := strconv.Atoi(c[2]); count < 2 || len(c[0]) < 3 || len(c[0]) > 12 || strings.ContainsAny(c[1], " -") {
				return
			}
			for _, k := range names.Keys(c[0]) {
				byKey[k] = append(byKey[k], len(all))
			}
			all = append(all, word{c[0], c[1]})
		})
		if err != nil {
			return nil, err
		}
		pick := func() word { return all[rng.IntN(len(all))] }
		near := func(w word) word {
			keys := names.Keys(w.latin)
			if len(keys) == 0 || rng.IntN(3) == 0 {
				return pick()
			}
			list := byKey[keys[rng.IntN(len(keys))]]
			return all[list[rng.IntN(len(list))]]
		}
		for range n {
			a, b := pick(), pick()
			x, y := a, b
			yes := rng.IntN(2) == 0
			if !yes {
				if y = near(b); rng.IntN(3) == 0 {
					x = near(a)
				}
				if x.native == a.native && y.native == b.native || x.latin == a.latin && y.latin == b.latin {
					continue
				}
			}
			p := pair{kind: names.Person, a: a.latin + " " + b.latin, b: x.native + " " + y.native, yes: yes, source: "made", sort: "made", idA: a.latin, idB: b.latin}
			if !yes && rng.IntN(4) == 0 {
				p.a = a.native + " " + b.native
			}
			out = append(out, p)
		}
	}
	out = append(out, chinese(n)...)
	return out, nil
}

// chinese makes pairs of Chinese names.
func chinese(n int) []pair {
	rng := rand.New(rand.NewPCG(9, 9))
	first, second := []rune(surnames), []rune(givens)
	read := func(r rune) string { m, _, _ := names.HanReadings(r); return m }
	var out []pair
	for range n {
		s, g, h := first[rng.IntN(len(first))], second[rng.IntN(len(second))], second[rng.IntN(len(second))]
		two := rng.IntN(4) > 0
		latin, native := read(s)+" "+read(g), string(s)+string(g)
		if two {
			latin, native = latin+read(h), native+string(h)
		}
		p := pair{kind: names.Person, a: latin, b: native, yes: rng.IntN(2) == 0, source: "made", sort: "made", idA: latin, idB: native}
		if !p.yes {
			r := []rune(native)
			at := rng.IntN(len(r))
			from := second
			if at == 0 {
				from = first
			}
			r[at] = from[rng.IntN(len(from))]
			if len(r) == 3 && rng.IntN(2) == 0 {
				r[2] = second[rng.IntN(len(second))]
			}
			if read(r[at]) == read([]rune(native)[at]) {
				continue
			}
			p.b = string(r)
			if rng.IntN(3) == 0 {
				p.a = native
			}
		}
		if rng.IntN(3) == 0 { // as lists of surnames behind write it
			r := []rune(p.b)
			p.b = string(r[1:]) + " " + string(r[:1])
		}
		out = append(out, p)
	}
	return out
}

package score

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Words cuts a caption into lower-case words without punctuation, as the tool does that captions are compared with: the
// tokenizer of the Penn Treebank of Stanford CoreNLP 3.4.1, through pycocoevalcap. Captions of usual text come out the same, to the
// letter; rare things such as markup and smileys may not.
func Words(text string) []string {
	var words []string
	for _, t := range tokens(text) {
		if !slices.Contains(punctuation, t) {
			words = append(words, t)
		}
	}
	return words
}

// punctuation is what pycocoevalcap leaves out. Its brackets are in capitals, and the tokens are not, so brackets stay.
var punctuation = []string{"''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-", "--", "...", ";"}

// tokens cuts a line as the treebank does. As in a generated scanner the rule that reads furthest wins, with what it only looks ahead at,
// and the first one among equals.
func tokens(text string) []string {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, text) + "\n"
	var out []string
	for at := 0; at < len(text); {
		if strings.IndexByte(" \t\n", text[at]) >= 0 {
			at++
			continue
		}
		if n := plain(text[at:]); n > 0 {
			out = append(out, text[at:at+n])
			at += n
			continue
		}
		best, furthest := 0, 0
		var say string
		for i := range rules {
			r := &rules[i]
			m := r.re.FindStringSubmatchIndex(text[at:])
			if m == nil || m[1] <= furthest || m[3] == 0 {
				continue
			}
			best, furthest = m[3], m[1]
			if say = r.as; say == "" {
				say = written.Replace(text[at : at+best])
			}
		}
		if best == 0 {
			_, best = utf8.DecodeRuneInString(text[at:])
			say = text[at : at+best]
			if strings.ContainsAny(say, "\u00a0\u3000\u00ad") {
				say = ""
			}
		}
		at += best
		if say = strings.ToLower(say); say != "" {
			out = append(out, strings.Split(say, " ")...) // of fractions and telephone numbers
		}
	}
	return out
}

// written is how characters within tokens are put down.
var written = strings.NewReplacer("\u2019", "'", "\u00b4", "'", "(", "-lrb-", ")", "-rrb-", "[", "-lsb-", "]", "-rsb-", "{", "-lcb-", "}", "-rcb-")

// plain is the length of a word of small letters with a space or a comma after it, which is nearly every word; 0 if there is none.
func plain(text string) int {
	n := 0
	for n < len(text) && text[n] >= 'a' && text[n] <= 'z' {
		n++
	}
	if n == 0 || n == len(text) || strings.IndexByte(" \n,", text[n]) < 0 || together[text[:n]] {
		return 0
	}
	return n
}

// together are words that are cut in two.
var together = map[string]bool{"cannot": true, "gonna": true, "gotta": true, "lemme": true, "gimme": true, "wanna": true}

// rule is a token: the first group of an expression, of which the rest is only looked at.
type rule struct {
	re *regexp.Regexp
	as string // what it is written as; empty: as it stands
}

const (
	letter = `[\p{L}\p{M}]`
	alnum  = `[\p{L}\p{M}\p{Nd}]`
	word   = letter + alnum + `*(?:[.!?]` + letter + alnum + `*)*`
	apos   = `['\x{2019}\x{b4}]`
	aposes = "['\\x{2019}\\x{b4}`\\x{2018}\\x{201b}]"
	num    = `(?:[0-9]*(?:[.,][0-9]+)+|[0-9]+(?:[.:,][0-9]+)*)`
	begins = `About|According|Additionally|After|An?|As|At|But|Did|During|Earlier|He|Her|Here|How|However|If|In|It|Last|Many|More|Mr\.|Ms\.|Now|Once|One|Other|Our|She|Since|So|Some|Such|That|The|Their|Then|There|These|They|This|We|When|While|What|Who|Why|Yet|You` // sentences
	before = `Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Ala|Ariz|Az|Ark|Calif|Colo|Conn|Ct|Dak|Del|Fla|Ga|Ill|Ind|Kans?|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|Wisc?|Wyo|Inc|Cos?|Corp|Pp?t[ye]s?|Ltd|Plc|Bancorp|Bhd|Assn|Univ|Intl|Sys|tel|est|ext|sq|Jr|Bros|(?:Ed|Ph)\.D|Esq|etc|al|seq`
	titles = `Mr|Mrs|Ms|Miss|Drs?|Profs?|Sens?|Reps?|Attys?|Lt|Col|Gen|Messrs|Govs?|Adm|Rev|Maj|Sgt|Cpl|Pvt|Capt|Ste?|Ave|Pres|Lieut|Rt|Hon|Brig|Co?mdr|Pfc|Spc|Supts?|Det|Mt|Ft|Adj|Adv|Asst|Assoc|Ens|Insp|Mlle|Mme|Msgr|Sfc|vs|v|Alex|Wm|Jos|Cie|a\.k\.a|cf|TREAS|Ph|Invt|Elec|Natl|M[ft]g|Dept|Blvd|Rd|Sr`
	things = `(?:[dDoOlL]` + aposes + `[A-Za-z0-9])?[A-Za-z0-9]+(?:[-\x{2010}\x{2011}](?:[dDoOlL]` + aposes + `[A-Za-z0-9])?[A-Za-z0-9]+)*`
)

// rules in the order of their rank.
var rules = compile([][2]string{
	{`(?i)(can)not`, ""}, {`(?i)(` + apos + `t)was`, ""},
	{`(?i)(` + apos + `t)is`, ""}, {`(?i)(gon|wan)na`, ""}, {`(?i)(got)ta`, ""}, {`(?i)(lem|gim)me`, ""},
	{`(&mdash;|&ndash;|&MD;|[\x{2013}-\x{2015}\x{96}\x{97}])`, "--"},
	{`(&amp;)`, "&"},
	{`(` + word + `)(?i:` + apos + `(?:[msd]|re|ve|ll))`, ""},
	{`((?i:[a-z]*[a-mo-z]))(?i:n` + aposes + `t)`, ""},
	{`(` + word + `)`, ""},
	{`((?i:` + apos + `n` + apos + `))`, ""}, {`((?i:` + apos + `n))[^A-Za-z]`, ""}, {`((?i:[ldj]` + apos + `|dunkin` + apos + `|somethin` + apos + `|ol` + apos + `|` + apos + `em|c'mon|e'er|ev'ry|li'l|nat'l|nor'easter|cont'd\.?|` + apos + `[2-9]0s|` + apos + `till?|` + apos + `cause))`, ""},
	{`([A-HJ-XZn]` + aposes + letter + `{2}` + letter + `*|O` + aposes + `o)`, ""},
	{`(` + letter + letter + `*[aeiouyAEIOUY]` + aposes + `[aeiouA-Z]` + letter + `*)`, ""},
	{`([yY]` + apos + `)` + letter, ""},
	{`((?i:http|https)://[^ \t\n\f\r"<>|(){}]+[^ \t\n\f\r"'<>|.!?(){},-])`, ""},
	{`((?:www\.(?:[^ \t\n\f\r"<>|.!?(){},]+\.)+[a-zA-Z]{2,4}|(?:[^ \t\n\f\r"` + "`" + `'<>|.!?(){},\-_$]+\.)+(?i:com|net|org|edu))(?:/[^ \t\n\f\r"<>|()]+[^ \t\n\f\r"<>|.!?(){},-])?)`, ""},
	{`([a-zA-Z0-9][^ \t\n\f\r"<>|(){}\x{a0}]*@(?:[^ \t\n\f\r"<>|(){}.\x{a0}]+\.)*[^ \t\n\f\r"<>|(){}\[\].,;:\x{a0}]+)`, ""},
	{`([@\x{ff20}][a-zA-Z_][a-zA-Z_0-9]*|[#\x{ff03}]` + letter + alnum + `*)`, ""},
	{`((?i:` + apos + `(?:[msd]|re|ve|ll)))[^A-Za-z]`, ""},
	{`((?i:n` + aposes + `t))[^A-Za-z]`, ""},
	{`([0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4})`, ""},
	{`([-+]?` + num + `)`, ""},
	{`((?:[0-9]{1,4}[- ])?[0-9]{1,4}/[0-9]{1,4})`, ""},
	{`(\x{bc})`, "1/4"}, {`(\x{bd})`, "1/2"}, {`(\x{be})`, "3/4"}, {`(\x{2153})`, "1/3"}, {`(\x{2154})`, "2/3"},
	{`((?i:cap` + apos + `n|c` + apos + `est|pro-|anti-))`, ""},
	{`((?:E|Yahoo|Jeopardy)!)`, ""},
	{`([A-Za-z0-9]+(?:-[A-Za-z]+){0,2}(?:/[A-Za-z0-9]+(?:-[A-Za-z]+){0,2}){1,2})`, ""},
	{`([A-Z]*\$|#)`, ""},
	{`(\x{a2})`, "cents"}, {`(\x{a3})`, "#"}, {`([\x{a4}\x{20ac}\x{a0}\x{20a0}\x{80}])`, "$"},
	{`((?i:ca|figs?|prop|nos?|arts?|bldg|pp|op)\.) ?[0-9]`, ""},
	{`((?i:` + before + `)\.)(?s:..)?`, ""},
	{`((?i:` + titles + `|[A-Za-z](?:\.[A-Za-z])+)\.)(?: .)?`, ""}, {`([A-Za-z]\.)(?: .)?`, ""}, {`([A-Za-z])\. +(?:` + begins + `)[ ?!]`, ""},
	{`([A-Za-z](?:\.[A-Za-z])+)`, ""},
	{`((?:\([0-9]{2,3}\) ?|(?:\+\+?)?(?:[0-9]{2,4}[- ])?[0-9]{2,4}[- ])[0-9]{3,4}[- ]?[0-9]{3,5}|(?:(?:\+\+?)?[0-9]{2,4}\.)?[0-9]{2,4}\.[0-9]{3,4}\.[0-9]{3,5})`, ""},
	{`("|&quot;)(?: )`, "''"}, {`("|&quot;)`, "''"},
	{`(&lt;)`, "<"}, {`(&gt;)`, ">"},
	{`(<[!?]?/?[A-Za-z][A-Za-z0-9:._-]*(?: [^>\n]*)?>)`, ""},
	{`([<>]?[:;=][-o*']?[()DPdpO\\{@|\[\]])[^A-Za-z]`, ""}, {`([-^x=~<>']_[-^x=~<>'])`, ""},
	{`([][(){}])`, ""},
	{`(-)`, ""}, {`(--+)`, "--"},
	{`(\.\.+|[\x{85}\x{2026}])`, "..."}, {`(\.(?: \.)+)`, "..."},
	{`(@+|#+|_+)`, ""}, {`(\*+)`, ""}, {`(=+|/)`, ""},
	{`([?!]+)`, ""}, {`([.,;:\x{a1}\x{bf}\x{3001}\x{3002}\x{ff01}\x{ff1f}])`, ""},
	{`((?i:` + things + `))`, ""}, {`([A-Za-z0-9][A-Za-z0-9.,]*(?:-[A-Za-z0-9]+)+)`, ""}, {`([A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)`, ""},
	{`([A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*\.(?i:bat|bmp|c|class|cgi|cpp|dll|docx?|exe|gif|gz|h|html?|jar|java|jpe?g|mov|mp3|pdf|php|pl|png|ppt|ps|py|sql|tar|txt|wav|x|xml|zip))`, ""},
	{`([A-Z]+(?:(?:[+&]|&amp;)[A-Z]+)+)`, ""},
	{`(` + apos + `[0-9][0-9]) `, ""},
	{"([\\x{201c}\\x{ab}])", "``"}, {"([\\x{201d}\\x{bb}])", "''"}, {"([\\x{2018}\\x{201b}\\x{2039}])", "`"}, {"([\\x{2019}\\x{b4}\\x{203a}])", "'"},
	{"(``|'')", ""}, {"(['`])", ""},
	{`([cC]\+\+|[cCfF]#)`, ""},
})

func compile(pairs [][2]string) []rule {
	all := make([]rule, len(pairs))
	for i, p := range pairs {
		all[i] = rule{regexp.MustCompile(`^(?:` + p[0] + `)`), p[1]}
		all[i].re.Longest()
	}
	return all
}

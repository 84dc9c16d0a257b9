package score

import (
	"regexp"
	"strings"
)

// VQA is the accuracy of an answer to a visual question, in 0..1: the mean over all people asked of min(1, m/3), where m of the
// others gave this answer (Antol et al., 2015; the evaluation of OpenFlamingo). An answer that four people gave is right. With fewer
// than four references nothing is fully right: use Exact there.
func VQA(answer string, references []string) float64 {
	said := NormalizeVQA(answer)
	same := make([]bool, len(references))
	all := 0
	for i, r := range references {
		if same[i] = NormalizeVQA(r) == said; same[i] {
			all++
		}
	}
	sum := 0.0
	for _, s := range same {
		others := all
		if s {
			others--
		}
		sum += min(1, float64(others)/3)
	}
	if len(references) == 0 {
		return 0
	}
	return sum / float64(len(references))
}

// NormalizeVQA is an answer as VQA compares it: small letters, without punctuation and articles, number words as digits,
// apostrophes where contractions lack one. Its quirks are kept: punctuation becomes nothing if any of its kind stands at a space or digits
// stand around a comma, a space otherwise; a period goes unless a digit follows, at most 32 of them.
func NormalizeVQA(text string) string {
	text = strings.TrimSpace(strings.NewReplacer("\n", " ", "\t", " ").Replace(text))
	out := text
	commas := digitComma.MatchString(text)
	for _, p := range strings.Split(`; / [ ] " { } ( ) = + \ _ - > < @ `+"`"+` , ? !`, " ") {
		by := " "
		if commas || strings.Contains(text, p+" ") || strings.Contains(text, " "+p) {
			by = ""
		}
		out = strings.ReplaceAll(out, p, by)
	}
	var words []string
	for _, w := range strings.Fields(strings.ToLower(stripPeriods(out))) {
		if n, ok := numbers[w]; ok {
			w = n
		}
		if w == "a" || w == "an" || w == "the" {
			continue
		}
		if c, ok := contractions[w]; ok {
			w = c
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

var digitComma = regexp.MustCompile(`\p{Nd},\p{Nd}`)

var digit = regexp.MustCompile(`^\p{Nd}`)

// stripPeriods removes periods that no digit follows. The published code gives a flag of its regular expressions, 32, where the
// number of replacements is expected.
func stripPeriods(text string) string {
	var b strings.Builder
	left := 32
	for i := range len(text) {
		if text[i] == '.' && left > 0 && !digit.MatchString(text[i+1:]) {
			left--
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

var numbers = map[string]string{"none": "0", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}

// contractions by what they are without one of their apostrophes; and one that the published table has the wrong way round.
var contractions = func() map[string]string {
	all := map[string]string{"somebody'd": "somebodyd"}
	for _, right := range strings.Fields(`ain't aren't can't could've couldn't didn't doesn't don't hadn't hasn't haven't he'd he's how'd how'll how's isn't it'd
		it'll ma'am mightn't might've mustn't must've needn't not've o'clock oughtn't shan't should've shouldn't somebody'll somebody's someone'd someone'll
		someone's something'd something'll that's there'd there're there's they'd they'll they're they've 'twas wasn't we've weren't what'll what're what's
		what've when's where'd where's where've who'd who'll who's who've why'll why're why's won't would've wouldn't y'all you'd you'll you're you've
		couldn't've hadn't've he'd've it'd've mightn't've she'd've shouldn't've somebody'd've someone'd've something'd've there'd've they'd've we'd've who'd've
		wouldn't've you'd've 'ow's'at y'all'll y'all'd've`) {
		for i, c := range right {
			if c == '\'' {
				all[right[:i]+right[i+1:]] = right
			}
		}
	}
	return all
}()

var vqaEnd = regexp.MustCompile(`Question|Answer|Short`)

// CutVQA is what a model says to a visual question up to where it asks the next one, and to its first comma, as OpenFlamingo's
// evaluation cuts it.
func CutVQA(text string) string {
	if at := vqaEnd.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	text, _, _ = strings.Cut(text, ", ")
	return text
}

// CutCaption is a caption up to where a model begins the next one, without quotation marks, as OpenFlamingo's evaluation cuts it.
func CutCaption(text string) string {
	text, _, _ = strings.Cut(text, "Output")
	return strings.ReplaceAll(text, `"`, "")
}

// Exact is 1 if an answer is one of its references, but for case and spaces, and 0 otherwise.
func Exact(answer string, references []string) float64 {
	said := strings.Join(strings.Fields(answer), " ")
	for _, r := range references {
		if strings.EqualFold(said, strings.Join(strings.Fields(r), " ")) {
			return 1
		}
	}
	return 0
}

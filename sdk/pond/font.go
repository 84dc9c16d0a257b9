package pond

import "strings"

// glyphs is a 5 x 7 capital alphabet, a row per string. Cards need the letters of the colour words, messages the rest.
var glyphs = map[rune][7]string{
	'A': {" ### ", "#   #", "#   #", "#####", "#   #", "#   #", "#   #"},
	'B': {"#### ", "#   #", "#   #", "#### ", "#   #", "#   #", "#### "},
	'C': {" ####", "#    ", "#    ", "#    ", "#    ", "#    ", " ####"},
	'D': {"#### ", "#   #", "#   #", "#   #", "#   #", "#   #", "#### "},
	'E': {"#####", "#    ", "#    ", "#### ", "#    ", "#    ", "#####"},
	'F': {"#####", "#    ", "#    ", "#### ", "#    ", "#    ", "#    "},
	'G': {" ####", "#    ", "#    ", "#  ##", "#   #", "#   #", " ####"},
	'H': {"#   #", "#   #", "#   #", "#####", "#   #", "#   #", "#   #"},
	'I': {" ### ", "  #  ", "  #  ", "  #  ", "  #  ", "  #  ", " ### "},
	'J': {"    #", "    #", "    #", "    #", "    #", "#   #", " ### "},
	'K': {"#   #", "#  # ", "# #  ", "##   ", "# #  ", "#  # ", "#   #"},
	'L': {"#    ", "#    ", "#    ", "#    ", "#    ", "#    ", "#####"},
	'M': {"#   #", "## ##", "# # #", "# # #", "#   #", "#   #", "#   #"},
	'N': {"#   #", "##  #", "##  #", "# # #", "#  ##", "#  ##", "#   #"},
	'O': {" ### ", "#   #", "#   #", "#   #", "#   #", "#   #", " ### "},
	'P': {"#### ", "#   #", "#   #", "#### ", "#    ", "#    ", "#    "},
	'Q': {" ### ", "#   #", "#   #", "#   #", "# # #", "#  # ", " ## #"},
	'R': {"#### ", "#   #", "#   #", "#### ", "# #  ", "#  # ", "#   #"},
	'S': {" ####", "#    ", "#    ", " ### ", "    #", "    #", "#### "},
	'T': {"#####", "  #  ", "  #  ", "  #  ", "  #  ", "  #  ", "  #  "},
	'U': {"#   #", "#   #", "#   #", "#   #", "#   #", "#   #", " ### "},
	'V': {"#   #", "#   #", "#   #", "#   #", " # # ", " # # ", "  #  "},
	'W': {"#   #", "#   #", "#   #", "# # #", "# # #", "## ##", "#   #"},
	'X': {"#   #", "#   #", " # # ", "  #  ", " # # ", "#   #", "#   #"},
	'Y': {"#   #", "#   #", " # # ", "  #  ", "  #  ", "  #  ", "  #  "},
	'Z': {"#####", "    #", "   # ", "  #  ", " #   ", "#    ", "#####"},
	':': {"     ", "  #  ", "     ", "     ", "     ", "  #  ", "     "},
	'.': {"     ", "     ", "     ", "     ", "     ", "     ", "  #  "},
	',': {"     ", "     ", "     ", "     ", "     ", "  #  ", " #   "},
	';': {"     ", "  #  ", "     ", "     ", "     ", "  #  ", " #   "},
	'"': {" # # ", " # # ", "     ", "     ", "     ", "     ", "     "},
	'?': {" ### ", "#   #", "    #", "  ## ", "  #  ", "     ", "  #  "},
	' ': {},
}

// written calls dot for every set pixel of one line of text at x, y; glyphs are 6 pixels apart.
func written(text string, x, y int, dot func(x, y int)) {
	for _, c := range strings.ToUpper(text) {
		g, ok := glyphs[c]
		if !ok {
			g = glyphs['.']
		}
		for row, bits := range g {
			for col := range len(bits) {
				if bits[col] == '#' {
					dot(x+col, y+row)
				}
			}
		}
		x += 6
	}
}

// wrap breaks text at blanks into lines of at most width characters; longer words are cut.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for w := range strings.FieldsSeq(text) {
		r := []rune(w)
		if len(r) > width {
			w = string(r[:width])
		}
		switch {
		case line == "":
			line = w
		case len([]rune(line))+1+len([]rune(w)) <= width:
			line += " " + w
		default:
			lines = append(lines, line)
			line = w
		}
	}
	return append(lines, line)
}

package notebook

// The names that mathML knows.

var letters = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
	"theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
	"rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
	"infty": "∞", "ell": "ℓ", "emptyset": "∅", "partial": "∂", "nabla": "∇", "top": "⊤", "bot": "⊥", "hbar": "ℏ",
}

var operators = map[string]string{
	"cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "odot": "⊙", "oplus": "⊕", "otimes": "⊗",
	"le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "propto": "∝",
	"ll": "≪", "gg": "≫", "lt": "&lt;", "gt": "&gt;", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "setminus": "∖",
	"to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftarrow": "⇐", "leftrightarrow": "↔", "Leftrightarrow": "⇔", "iff": "⇔",
	"mapsto": "↦", "gets": "←", "uparrow": "↑", "downarrow": "↓", "land": "∧", "lor": "∨", "neg": "¬", "forall": "∀", "exists": "∃",
	"mid": "∣", "vert": "|", "Vert": "‖", "parallel": "∥", "perp": "⊥", "colon": ":", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮",
	"langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "prime": "′",
}

var large = map[string]string{
	"sum": "∑", "prod": "∏", "int": "∫", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
}

const functions = " tanh sinh cosh sin cos tan exp log ln max min arg argmax argmin lim sup inf det dim ker deg gcd Pr softmax "

var space = map[string]string{
	",": `<mspace width="0.17em"/>`, ":": `<mspace width="0.22em"/>`, ";": `<mspace width="0.28em"/>`, " ": `<mspace width="0.33em"/>`, "!": "",
	"quad": `<mspace width="1em"/>`, "qquad": `<mspace width="2em"/>`,
}

// variants maps a command to the alphabets of its letters and digits, 0 for plain.
var variants = map[string][3]rune{
	"text": {}, "textrm": {}, "mathrm": {}, "operatorname": {},
	"mathbf": {'𝐀', '𝐚', '𝟎'}, "textbf": {'𝐀', '𝐚', '𝟎'}, "boldsymbol": {'𝐀', '𝐚', '𝟎'},
	"mathbb": {'𝔸', '𝕒', '𝟘'}, "mathcal": {'𝒜', '𝒶', 0}, "mathtt": {'𝙰', '𝚊', '𝟶'}, "texttt": {'𝙰', '𝚊', '𝟶'}, "mathsf": {'𝖠', '𝖺', '𝟢'},
}

// exceptions are the letters that Unicode had before it gave alphabets a row.
var exceptions = map[rune]rune{
	'𝔸' + 2: 'ℂ', '𝔸' + 7: 'ℍ', '𝔸' + 13: 'ℕ', '𝔸' + 15: 'ℙ', '𝔸' + 16: 'ℚ', '𝔸' + 17: 'ℝ', '𝔸' + 25: 'ℤ',
	'𝒜' + 1: 'ℬ', '𝒜' + 4: 'ℰ', '𝒜' + 5: 'ℱ', '𝒜' + 7: 'ℋ', '𝒜' + 8: 'ℐ', '𝒜' + 11: 'ℒ', '𝒜' + 12: 'ℳ', '𝒜' + 17: 'ℛ',
}

var accents = map[string]string{
	"hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨", "overline": "‾", "widehat": "^", "widetilde": "~",
}

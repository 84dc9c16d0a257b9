package cell

// builtinSignatures are those of the predeclared functions, as the specification describes them.
var builtinSignatures = map[string]string{
	"append": "(slice []T, elems ...T) []T", "cap": "(v T) int", "clear": "(m map[K]V | []T)", "close": "(c chan<- T)",
	"complex": "(r, i float64) complex128", "copy": "(dst, src []T) int", "delete": "(m map[K]V, key K)",
	"imag": "(c complex128) float64", "len": "(v T) int", "make": "(t T, size ...int) T", "max": "(x T, y ...T) T",
	"min": "(x T, y ...T) T", "new": "(t T) *T", "panic": "(v any)", "print": "(args ...T)", "println": "(args ...T)",
	"real": "(c complex128) float64", "recover": "() any",
}

// universeDocs says in a line what the predeclared names are for.
var universeDocs = map[string]string{
	"append":  "append adds elements to the end of a slice and returns it; the result may share memory with the old slice.",
	"cap":     "cap returns how many elements fit: of a slice before it must grow, of the buffer of a channel, of an array.",
	"clear":   "clear deletes all entries of a map, or sets all elements of a slice to zero.",
	"close":   "close ends a channel: receivers get what is left, then zero values.",
	"complex": "complex makes a complex number of its real and imaginary part.",
	"copy":    "copy copies elements from src to dst and returns how many: the smaller of both lengths.",
	"delete":  "delete removes the entry with a key from a map, if there is one.",
	"imag":    "imag returns the imaginary part.",
	"len":     "len returns the number of elements; of a string, the number of bytes.",
	"make":    "make makes a slice, map or channel, with a length and a capacity if given.",
	"max":     "max returns the largest of its arguments.",
	"min":     "min returns the smallest of its arguments.",
	"new":     "new returns a pointer to a new zero value of a type, or to a new variable with the value given.",
	"panic":   "panic ends the function and those that called it, after their deferred calls, until one recovers.",
	"print":   "print writes its arguments to the error stream; for debugging.",
	"println": "println writes its arguments to the error stream, with blanks and a new line; for debugging.",
	"real":    "real returns the real part.",
	"recover": "recover, in a deferred function, stops a panic and returns its value.",
	"any":     "any is an alias of interface{}: every type satisfies it.",
	"error":   "error is the interface of errors: a value with a method Error() string; nil means none.",
	"nil":     "nil is the zero value of pointers, functions, interfaces, slices, maps and channels.",
	"iota":    "iota is the number of the line in a constant declaration, from 0.",
	"true":    "true is the boolean value of what holds.",
	"false":   "false is the boolean value of what does not hold.",

	"comparable": "comparable is the constraint of types whose values can be compared with ==.",
	"byte":       "byte is an alias of uint8, for bytes.",
	"rune":       "rune is an alias of int32, for Unicode code points.",
	"string":     "string is a sequence of bytes, by convention UTF-8.",
	"bool":       "bool is true or false.",
	"int":        "int is a signed integer of the size of a word, at least 32 bits.",
	"float64":    "float64 is an IEEE 754 number of 64 bits.",
}

package interp

import (
	"fmt"
	"reflect"
)

// A boundsError is an index or slice expression out of range, with the text of compiled code.
type boundsError string

func (e boundsError) Error() string { return "runtime error: " + string(e) }

// RuntimeError marks it as runtime.Error.
func (e boundsError) RuntimeError() {}

// indexed returns element i of an array, slice or string.
func indexed(v reflect.Value, i int) reflect.Value {
	if n := v.Len(); uint(i) >= uint(n) {
		text := fmt.Sprintf("index out of range [%d]", i)
		if i >= 0 {
			text += fmt.Sprintf(" with length %d", n)
		}
		panic(boundsError(text))
	}
	return v.Index(i)
}

// sliced returns v[low:high].
func sliced(v reflect.Value, low, high int) reflect.Value {
	limit, what := limitOf(v)
	if uint(high) > uint(limit) {
		panic(boundsText("[:%d]", high, what, limit))
	}
	if uint(low) > uint(high) {
		panic(lowText("[%d:%d]", "[%d:]", low, high))
	}
	return v.Slice(low, high)
}

// sliced3 returns v[low:high:max].
func sliced3(v reflect.Value, low, high, most int) reflect.Value {
	limit, what := limitOf(v)
	if uint(most) > uint(limit) {
		panic(boundsText("[::%d]", most, what, limit))
	}
	if uint(high) > uint(most) {
		panic(lowText("[:%d:%d]", "[:%d:]", high, most))
	}
	if uint(low) > uint(high) {
		panic(lowText("[%d:%d:]", "[%d::]", low, high))
	}
	return v.Slice3(low, high, most)
}

func limitOf(v reflect.Value) (limit int, what string) {
	if v.Kind() == reflect.Slice {
		return v.Cap(), "capacity"
	}
	return v.Len(), "length"
}

func boundsText(form string, i int, what string, limit int) boundsError {
	text := "slice bounds out of range " + fmt.Sprintf(form, i)
	if i >= 0 {
		text += fmt.Sprintf(" with %s %d", what, limit)
	}
	return boundsError(text)
}

func lowText(form, negative string, i, limit int) boundsError {
	if i < 0 {
		return boundsError("slice bounds out of range " + fmt.Sprintf(negative, i))
	}
	return boundsError("slice bounds out of range " + fmt.Sprintf(form, i, limit))
}

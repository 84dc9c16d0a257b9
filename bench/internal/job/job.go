// Package job is how benchmarks are asked: a job is a name and numbers, "decode context=256 tokens=8", and its answer a line of
// JSON.
package job

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Job is what was asked for.
type Job struct {
	Text, Name string
	Type       string         // the one that is no number
	N          map[string]int // all numbers that jobs have
}

// Parse reads a job. usual are the numbers that jobs have, with the values that they take where a job is silent; none may be less
// than least.
func Parse(text string, usual map[string]int, least int) (Job, error) {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return Job{}, fmt.Errorf("a line without a job")
	}
	j := Job{text, fields[0], "f32", maps.Clone(usual)}
	for _, f := range fields[1:] {
		name, value, _ := strings.Cut(f, "=")
		if name == "type" {
			j.Type = value
			continue
		}
		n, err := strconv.Atoi(value)
		if _, ok := usual[name]; !ok || err != nil || n < least {
			return Job{}, fmt.Errorf("%q is none of %q with a number from %d", f, slices.Sorted(maps.Keys(usual)), least)
		}
		j.N[name] = n
	}
	return j, nil
}

// Serve does the jobs on the lines of in, once each. One that fails is answered with its error: it is no reason to end.
func Serve(in io.Reader, out *json.Encoder, do func(text string) (any, error)) error {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if err := Answer(out, lines.Text(), do); err != nil {
			return err
		}
	}
	return lines.Err()
}

// Answer does one job.
func Answer(out *json.Encoder, text string, do func(text string) (any, error)) error {
	r, err := do(text)
	if err != nil {
		r = map[string]string{"job": text, "error": err.Error()}
	}
	return out.Encode(r)
}

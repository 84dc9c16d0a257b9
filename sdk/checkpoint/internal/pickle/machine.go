package pickle

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"
)

// Errors are about bytes that are no pickle, about what will not be done, and about limits.
var (
	ErrFormat  = errors.New("not a valid pickle")
	ErrRefused = errors.New("refused: it is nothing that weights need")
	ErrLimit   = errors.New("beyond the limits of a file of weights")
)

// Limits of a pickle; weights of 100 billion parameters stay a hundred times below.
const (
	MaxBytes  = 32 << 20
	maxValues = 1 << 21 // values made and places in containers, together
	maxStack  = 1 << 18
	maxMemo   = 1 << 20
	maxBig    = 32 // bytes of an integer
	maxLine   = 512
)

// Machine reads pickles. Hooks may be nil, then what they are asked for is refused.
type Machine struct {
	Find       func(g Global) error                    // may this name be used at all
	Call       func(f Global, args Tuple) (any, error) // what a function makes of arguments
	New        func(class Global) error                // may this be the class of an inert Object
	Persistent func(id any) (any, error)               // what stands outside of the pickle
}

// Read reads one pickle from r, of which at most size bytes follow. It says how many it took.
func (m *Machine) Read(r *bufio.Reader, size int64) (value any, n int64, err error) {
	s := state{Machine: m, r: r, left: min(size, MaxBytes), capped: size > MaxBytes, memo: map[uint32]any{}}
	before := s.left
	for {
		done, err := s.step()
		if err != nil {
			return nil, before - s.left, fmt.Errorf("pickle: byte %d: %w", before-s.left, err)
		}
		if done {
			break
		}
	}
	if len(s.stack) != 1 || len(s.marks) > 0 {
		return nil, before - s.left, fmt.Errorf("pickle: it ends with %d values instead of one: %w", len(s.stack), ErrFormat)
	}
	return s.stack[0], before - s.left, nil
}

// state is a pickle being read.
type state struct {
	*Machine
	r      *bufio.Reader
	left   int64
	capped bool // left is our limit, not the end of the file
	stack  []any
	marks  []int
	memo   map[uint32]any
	values int
	line   [8]byte
}

func bad(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrFormat)
}

// take accounts for n bytes.
func (s *state) take(n uint64) error {
	if n > uint64(s.left) {
		if s.capped {
			return fmt.Errorf("%d bytes and more: %w", uint64(MaxBytes), ErrLimit)
		}
		return bad("%d bytes are wanted, %d are left: it is cut short", n, s.left)
	}
	s.left -= int64(n)
	return nil
}

func (s *state) byte() (byte, error) {
	if err := s.take(1); err != nil {
		return 0, err
	}
	b, err := s.r.ReadByte()
	if err != nil {
		return 0, cut(err)
	}
	return b, nil
}

func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return bad("it is cut short")
	}
	return err
}

// number reads n bytes, little-endian.
func (s *state) number(n int) (uint64, error) {
	if err := s.take(uint64(n)); err != nil {
		return 0, err
	}
	s.line = [8]byte{}
	if _, err := io.ReadFull(s.r, s.line[:n]); err != nil {
		return 0, cut(err)
	}
	return binary.LittleEndian.Uint64(s.line[:]), nil
}

// bytes reads as many as a length of n bytes says, a piece at a time: memory comes after the bytes.
func (s *state) bytes(lengthBytes int) ([]byte, error) {
	n, err := s.number(lengthBytes)
	if err != nil {
		return nil, err
	}
	if err := s.take(n); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if got, err := io.CopyN(&b, s.r, int64(n)); got != int64(n) {
		return nil, cut(err)
	}
	return b.Bytes(), nil
}

// text reads a line of the old opcodes.
func (s *state) text() (string, error) {
	var b []byte
	for {
		c, err := s.byte()
		if err != nil {
			return "", err
		}
		if c == '\n' {
			return string(b), nil
		}
		if b = append(b, c); len(b) > maxLine {
			return "", fmt.Errorf("a name of more than %d bytes: %w", maxLine, ErrLimit)
		}
	}
}

// count accounts for n values or places.
func (s *state) count(n int) error {
	if s.values += n; s.values > maxValues {
		return fmt.Errorf("more than %d values: %w", maxValues, ErrLimit)
	}
	return nil
}

func (s *state) push(v any) error {
	if len(s.stack) >= maxStack {
		return fmt.Errorf("a stack of more than %d values: %w", maxStack, ErrLimit)
	}
	s.stack = append(s.stack, v)
	return nil
}

// made pushes a new value.
func (s *state) made(v any) error {
	if err := s.count(1); err != nil {
		return err
	}
	return s.push(v)
}

// floor is where the values since the last mark begin: below it nothing may be popped.
func (s *state) floor() int {
	if n := len(s.marks); n > 0 {
		return s.marks[n-1]
	}
	return 0
}

func (s *state) pop() (any, error) {
	n := len(s.stack)
	if n <= s.floor() {
		return nil, bad("a value is wanted from an empty stack")
	}
	v := s.stack[n-1]
	s.stack[n-1] = nil
	s.stack = s.stack[:n-1]
	return v, nil
}

// top is the value that stays where it is.
func (s *state) top() (any, error) {
	n := len(s.stack)
	if n <= s.floor() {
		return nil, bad("a value is wanted from an empty stack")
	}
	return s.stack[n-1], nil
}

// popTo returns the values since the last mark. They are on the stack until the next push.
func (s *state) popTo() ([]any, error) {
	n := len(s.marks)
	if n == 0 {
		return nil, bad("a mark is wanted that was never set")
	}
	from := s.marks[n-1]
	s.marks = s.marks[:n-1]
	items := s.stack[from:]
	s.stack = s.stack[:from]
	return items, nil
}

func (s *state) tuple(n int) error {
	if len(s.stack)-n < s.floor() {
		return bad("a tuple of %d from a stack with fewer", n)
	}
	from := len(s.stack) - n
	t := append(Tuple(nil), s.stack[from:]...)
	s.stack = s.stack[:from]
	if err := s.count(n); err != nil {
		return err
	}
	return s.made(t)
}

func (s *state) remember(at uint64) error {
	v, err := s.top()
	if err != nil {
		return err
	}
	if len(s.memo) >= maxMemo {
		return fmt.Errorf("more than %d memo places: %w", maxMemo, ErrLimit)
	}
	s.memo[uint32(at)] = v
	return nil
}

func (s *state) recall(at uint64) error {
	v, ok := s.memo[uint32(at)]
	if !ok {
		return bad("memo place %d is empty", at)
	}
	return s.push(v)
}

// items adds what was popped to a container below.
func (s *state) items(pairs bool, items []any) error {
	if err := s.count(len(items)); err != nil {
		return err
	}
	// The stack's memory is reused by the next push: append copies.
	v, err := s.top()
	if err != nil {
		return err
	}
	switch c := v.(type) {
	case *List:
		if !pairs {
			c.Items = append(c.Items, items...)
			return nil
		}
	case *Dict:
		if pairs {
			if len(items)%2 != 0 {
				return bad("a key without a value")
			}
			for i := 0; i < len(items); i += 2 {
				c.Keys, c.Values = append(c.Keys, items[i]), append(c.Values, items[i+1])
			}
			return nil
		}
	}
	return bad("items for a value that holds none (%T)", v)
}

func (s *state) global(module, name string) error {
	if !utf8.ValidString(module + name) {
		return bad("the name %q is no text", module+"."+name)
	}
	g := Global{module, name}
	if s.Find == nil {
		return fmt.Errorf("%s: %w", g, ErrRefused)
	}
	if err := s.Find(g); err != nil {
		return err
	}
	return s.made(g)
}

// reduce is a call.
func (s *state) reduce() error {
	args, err := s.pop()
	if err != nil {
		return err
	}
	f, err := s.pop()
	if err != nil {
		return err
	}
	g, ok := f.(Global)
	t, isTuple := args.(Tuple)
	if !ok || !isTuple {
		return bad("a call of %T with %T", f, args)
	}
	if s.Call == nil {
		return fmt.Errorf("a call of %s: %w", g, ErrRefused)
	}
	v, err := s.Call(g, t)
	if err != nil {
		return err
	}
	return s.made(v)
}

// newObject makes an inert instance.
func (s *state) newObject() error {
	if _, err := s.pop(); err != nil { // arguments: an inert object has no constructor
		return err
	}
	v, err := s.pop()
	if err != nil {
		return err
	}
	g, ok := v.(Global)
	if !ok {
		return bad("an instance of %T", v)
	}
	if s.New == nil {
		return fmt.Errorf("an instance of %s: %w", g, ErrRefused)
	}
	if err := s.New(g); err != nil {
		return err
	}
	return s.made(&Object{Class: g})
}

// build sets the state of an object. A dict's attributes are dropped: state dicts of modules carry their versions there.
func (s *state) build() error {
	state, err := s.pop()
	if err != nil {
		return err
	}
	v, err := s.top()
	if err != nil {
		return err
	}
	switch o := v.(type) {
	case *Dict:
		return nil
	case *Object:
		o.State = state
		return nil
	}
	return fmt.Errorf("a state for a value of type %T: %w", v, ErrRefused)
}

func (s *state) persistent(id any) error {
	if s.Persistent == nil {
		return fmt.Errorf("a persistent value: %w", ErrRefused)
	}
	v, err := s.Persistent(id)
	if err != nil {
		return err
	}
	return s.made(v)
}

func (s *state) long(lengthBytes int) error {
	n, err := s.number(lengthBytes)
	if err != nil {
		return err
	}
	if n > maxBig {
		return fmt.Errorf("an integer of %d bytes: %w", n, ErrLimit)
	}
	if err := s.take(n); err != nil {
		return err
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(s.r, b); err != nil {
		return cut(err)
	}
	if n > 8 {
		return s.made(Big(b))
	}
	var wide [8]byte
	if n > 0 && b[n-1]&0x80 != 0 {
		wide = [8]byte{255, 255, 255, 255, 255, 255, 255, 255}
	}
	copy(wide[:], b)
	return s.made(int64(binary.LittleEndian.Uint64(wide[:])))
}

// oldInt reads the decimal form of protocol 0, in which 00 and 01 are booleans.
func (s *state) oldInt() error {
	t, err := s.text()
	if err != nil {
		return err
	}
	if t == "00" || t == "01" {
		return s.made(t == "01")
	}
	if n := len(t); n > 0 && t[n-1] == 'L' {
		t = t[:n-1]
	}
	v, err := strconv.ParseInt(t, 10, 64)
	if err != nil {
		return bad("%.40q is no integer", t)
	}
	return s.made(v)
}

func (s *state) float() error {
	n, err := s.number(8)
	if err != nil {
		return err
	}
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	return s.made(math.Float64frombits(binary.LittleEndian.Uint64(b[:])))
}

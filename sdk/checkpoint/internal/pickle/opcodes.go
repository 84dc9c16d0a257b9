package pickle

import "fmt"

// step executes one opcode. Names and meanings are those of Python's pickletools.
func (s *state) step() (done bool, err error) {
	op, err := s.byte()
	if err != nil {
		return false, err
	}
	switch op {
	case '.': // STOP
		return true, nil
	case 0x80: // PROTO
		n, err := s.number(1)
		if err == nil && n > 5 {
			err = bad("protocol %d, at most 5 is known", n)
		}
		return false, err
	case 0x95: // FRAME: a hint, the bytes follow anyway
		_, err = s.number(8)
		return false, err
	}
	if handled, err := s.constant(op); handled {
		return false, err
	}
	if handled, err := s.container(op); handled {
		return false, err
	}
	if handled, err := s.name(op); handled {
		return false, err
	}
	if what, ok := refused[op]; ok {
		return false, fmt.Errorf("opcode %s: %w", what, ErrRefused)
	}
	return false, bad("unknown opcode 0x%02x", op)
}

// refused are opcodes that no file of weights has.
var refused = map[byte]string{
	'i': "INST", 'o': "OBJ", 0x92: "NEWOBJ_EX", 0x82: "EXT1", 0x83: "EXT2", 0x84: "EXT4", 'P': "PERSID", 0x96: "BYTEARRAY8", 0x97: "NEXT_BUFFER",
	0x98: "READONLY_BUFFER", 0x91: "FROZENSET", 'S': "STRING", 'V': "UNICODE", 'F': "FLOAT", 'g': "GET", 'p': "PUT",
}

// constant handles opcodes that push a value of their own.
func (s *state) constant(op byte) (bool, error) {
	integer := func(n int, convert func(uint64) int64) (bool, error) {
		x, err := s.number(n)
		if err != nil {
			return true, err
		}
		return true, s.made(convert(x))
	}
	plain := func(x uint64) int64 { return int64(x) }
	text := func(n int) (bool, error) {
		b, err := s.bytes(n)
		if err != nil {
			return true, err
		}
		return true, s.made(string(b))
	}
	data := func(n int) (bool, error) {
		b, err := s.bytes(n)
		if err != nil {
			return true, err
		}
		return true, s.made(b)
	}
	switch op {
	case 'N':
		return true, s.push(nil)
	case 0x88, 0x89: // NEWTRUE, NEWFALSE
		return true, s.push(op == 0x88)
	case 'K': // BININT1
		return integer(1, plain)
	case 'M': // BININT2
		return integer(2, plain)
	case 'J': // BININT
		return integer(4, func(x uint64) int64 { return int64(int32(x)) })
	case 0x8a: // LONG1
		return true, s.long(1)
	case 0x8b: // LONG4
		return true, s.long(4)
	case 'I', 'L': // INT, LONG
		return true, s.oldInt()
	case 'G': // BINFLOAT
		return true, s.float()
	case 0x8c, 'U': // SHORT_BINUNICODE, SHORT_BINSTRING
		return text(1)
	case 'X', 'T': // BINUNICODE, BINSTRING
		return text(4)
	case 0x8d: // BINUNICODE8
		return text(8)
	case 'C': // SHORT_BINBYTES
		return data(1)
	case 'B': // BINBYTES
		return data(4)
	case 0x8e: // BINBYTES8
		return data(8)
	}
	return false, nil
}

// container handles opcodes of stack, memo, tuples, lists and dicts.
func (s *state) container(op byte) (bool, error) {
	memo := func(n int, do func(at uint64) error) (bool, error) {
		at, err := s.number(n)
		if err != nil {
			return true, err
		}
		return true, do(at)
	}
	switch op {
	case '(': // MARK
		if len(s.marks) >= maxStack {
			return true, fmt.Errorf("more than %d marks: %w", maxStack, ErrLimit)
		}
		s.marks = append(s.marks, len(s.stack))
		return true, nil
	case '0': // POP
		if n := len(s.marks); n > 0 && s.marks[n-1] == len(s.stack) {
			s.marks = s.marks[:n-1]
			return true, nil
		}
		_, err := s.pop()
		return true, err
	case '1': // POP_MARK
		_, err := s.popTo()
		return true, err
	case '2': // DUP
		v, err := s.top()
		if err != nil {
			return true, err
		}
		return true, s.push(v)
	case ')': // EMPTY_TUPLE
		return true, s.made(Tuple(nil))
	case 0x85, 0x86, 0x87: // TUPLE1, TUPLE2, TUPLE3
		return true, s.tuple(int(op-0x85) + 1)
	case 't', 'l', 'd': // TUPLE, LIST, DICT
		return true, s.marked(op)
	case ']', 0x8f: // EMPTY_LIST, EMPTY_SET
		return true, s.made(&List{})
	case '}': // EMPTY_DICT
		return true, s.made(&Dict{})
	case 'a', 's': // APPEND, SETITEM
		n := 1
		if op == 's' {
			n = 2
		}
		from := len(s.stack) - n
		if from < s.floor() {
			return true, bad("an item is wanted from an empty stack")
		}
		items := s.stack[from:]
		s.stack = s.stack[:from]
		return true, s.items(op == 's', items)
	case 'e', 0x90, 'u': // APPENDS, ADDITEMS, SETITEMS
		items, err := s.popTo()
		if err != nil {
			return true, err
		}
		return true, s.items(op == 'u', items)
	case 'h': // BINGET
		return memo(1, s.recall)
	case 'j': // LONG_BINGET
		return memo(4, s.recall)
	case 'q': // BINPUT
		return memo(1, s.remember)
	case 'r': // LONG_BINPUT
		return memo(4, s.remember)
	case 0x94: // MEMOIZE
		return true, s.remember(uint64(len(s.memo)))
	}
	return false, nil
}

// marked makes a container of everything since the last mark.
func (s *state) marked(op byte) error {
	items, err := s.popTo()
	if err != nil {
		return err
	}
	if op == 't' {
		if err := s.count(len(items)); err != nil {
			return err
		}
		return s.made(append(Tuple(nil), items...))
	}
	own := append([]any(nil), items...)
	var c any = &List{}
	if op == 'd' {
		c = &Dict{}
	}
	if err := s.made(c); err != nil {
		return err
	}
	return s.items(op == 'd', own)
}

// name handles opcodes about classes, functions and what stands outside.
func (s *state) name(op byte) (bool, error) {
	switch op {
	case 'c': // GLOBAL
		module, err := s.text()
		if err != nil {
			return true, err
		}
		name, err := s.text()
		if err != nil {
			return true, err
		}
		return true, s.global(module, name)
	case 0x93: // STACK_GLOBAL
		name, err := s.pop()
		if err != nil {
			return true, err
		}
		module, err := s.pop()
		if err != nil {
			return true, err
		}
		m, ok := module.(string)
		n, also := name.(string)
		if !ok || !also || len(m)+len(n) > maxLine {
			return true, bad("a name that is no text, or too long")
		}
		return true, s.global(m, n)
	case 'R': // REDUCE
		return true, s.reduce()
	case 0x81: // NEWOBJ
		return true, s.newObject()
	case 'b': // BUILD
		return true, s.build()
	case 'Q': // BINPERSID
		id, err := s.pop()
		if err != nil {
			return true, err
		}
		return true, s.persistent(id)
	}
	return false, nil
}

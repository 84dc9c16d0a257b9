package checkpoint

import (
	"fmt"
	"math/bits"
	"strings"

	"wade/sdk/checkpoint/internal/pickle"
	"wade/sdk/internal/raw"
)

// storage is memory that tensors of a pickle are views of.
type storage struct {
	dtype    string // empty: bytes, the tensor says what they are
	each     int64  // bytes of an element
	elements int64
	offset   int64 // in the file, once known
	size     int64 // in bytes, as the file has it
}

// view is a tensor of a pickle.
type view struct {
	storage *storage
	dtype   string
	from    int64 // element
	sizes   []int
	strides []int
}

// word is a dtype or another name that is harmless as a value.
type word string

// builder makes the tensors of a pickle.
type builder struct {
	path     string
	storages map[string]*storage
}

func newBuilder(path string) *builder { return &builder{path: path, storages: map[string]*storage{}} }

// storageTypes are the classes of storages, and the types of their elements.
var storageTypes = map[string]string{
	"FloatStorage": "F32", "HalfStorage": "F16", "BFloat16Storage": "BF16", "DoubleStorage": "F64", "LongStorage": "I64", "IntStorage": "I32",
	"ShortStorage": "I16", "CharStorage": "I8", "ByteStorage": "U8", "BoolStorage": "BOOL", "ComplexFloatStorage": "C64", "UntypedStorage": "",
}

// typeNames are dtypes by their names in the module torch.
var typeNames = map[string]string{
	"float32": "F32", "float16": "F16", "bfloat16": "BF16", "float64": "F64", "int64": "I64", "int32": "I32", "int16": "I16", "int8": "I8", "uint8": "U8",
	"uint16": "U16", "uint32": "U32", "uint64": "U64", "bool": "BOOL", "complex64": "C64", "float8_e4m3fn": "F8_E4M3", "float8_e5m2": "F8_E5M2",
}

// calls are the functions that weights need.
var calls = map[string]func(b *builder, args pickle.Tuple) (any, error){
	"collections.OrderedDict":         orderedDict,
	"torch._utils._rebuild_tensor_v2": (*builder).rebuild,
	"torch._utils._rebuild_tensor":    (*builder).rebuild,
	"torch._utils._rebuild_tensor_v3": (*builder).rebuildTyped,
	"torch._utils._rebuild_parameter": first,
	"torch.Size":                      first,
	"torch.device":                    name,
	"torch.jit._pickle.build_intlist": first, "torch.jit._pickle.build_doublelist": first,
	"torch.jit._pickle.build_boollist": first, "torch.jit._pickle.build_tensorlist": first,
	"torch.jit._pickle.restore_type_tag": first,
}

// fromType is a function that calls another: see rebuildClass.
const fromType = "torch._tensor._rebuild_from_type_v2"

// classes are names that are values and are never called.
var classes = map[string]bool{"torch.Tensor": true, "torch.nn.parameter.Parameter": true, "torch.storage.UntypedStorage": true, "torch._tensor.Tensor": true}

// script begins the names of classes in TorchScript archives. Their code is in the archive and is not looked at.
const script = "__torch__"

func (b *builder) machine() *pickle.Machine {
	return &pickle.Machine{Find: find, Call: b.call, New: isScript, Persistent: b.persistent}
}

func find(g pickle.Global) error {
	if calls[g.String()] != nil || g.String() == fromType || classes[g.String()] || isScript(g) == nil {
		return nil
	}
	if g.Module == "torch" {
		if _, ok := storageTypes[g.Name]; ok {
			return nil
		}
		if _, ok := typeNames[g.Name]; ok {
			return nil
		}
	}
	return fmt.Errorf("%s: %w", g, ErrRefused)
}

func isScript(g pickle.Global) error {
	if g.Module == script || strings.HasPrefix(g.Module, script+".") {
		return nil
	}
	return fmt.Errorf("an instance of %s: %w", g, ErrRefused)
}

func (b *builder) call(f pickle.Global, args pickle.Tuple) (any, error) {
	do := calls[f.String()]
	if f.String() == fromType {
		do = (*builder).rebuildClass
	}
	if do == nil {
		return nil, fmt.Errorf("a call of %s: %w", f, ErrRefused)
	}
	v, err := do(b, args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f, err)
	}
	return v, nil
}

func wrong(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), pickle.ErrFormat)
}

// short prints a value of a pickle, which may be without end.
func short(v any) string {
	switch x := v.(type) {
	case nil, bool, int64, float64, pickle.Global:
		return fmt.Sprint(x)
	case string:
		return fmt.Sprintf("%.40q", x)
	}
	return fmt.Sprintf("%T", v)
}

// orderedDict is an empty dict, or one of pairs.
func orderedDict(_ *builder, args pickle.Tuple) (any, error) {
	d := &pickle.Dict{}
	if len(args) == 0 {
		return d, nil
	}
	list, ok := args[0].(*pickle.List)
	if !ok || len(args) > 1 {
		return nil, wrong("arguments are no list of pairs")
	}
	for _, item := range list.Items {
		pair, _ := pickle.Items(item)
		if len(pair) != 2 {
			return nil, wrong("an item is no pair")
		}
		d.Keys, d.Values = append(d.Keys, pair[0]), append(d.Values, pair[1])
	}
	return d, nil
}

// first is a function that returns what it is given.
func first(_ *builder, args pickle.Tuple) (any, error) {
	if len(args) == 0 {
		return nil, wrong("no argument")
	}
	return args[0], nil
}

func name(*builder, pickle.Tuple) (any, error) { return word("device"), nil }

// persistent returns a storage: ('storage', class, key, device, elements), with a view of another in old files.
func (b *builder) persistent(id any) (any, error) {
	t, ok := id.(pickle.Tuple)
	if !ok || len(t) < 5 || len(t) > 6 || t[0] != "storage" {
		return nil, wrong("a persistent value that is no storage")
	}
	if len(t) == 6 && t[5] != nil {
		return nil, fmt.Errorf("a storage inside another, as before version 0.4; save it anew: %w", ErrRefused)
	}
	class, ok := t[1].(pickle.Global)
	dtype, known := storageTypes[class.Name]
	key, isText := t[2].(string)
	n, isInt := t[4].(int64)
	if !ok || !known || !isText || !isInt || key == "" || len(key) > 64 || strings.ContainsAny(key, "/\\") {
		return nil, wrong("a storage with the class %s, the key %s and %s elements", short(t[1]), short(t[2]), short(t[4]))
	}
	each := int64(1)
	if dtype != "" {
		each = int64(raw.FileSizes[dtype])
	}
	if n < 0 || n > 1<<46/each {
		return nil, wrong("storage %.40q with %d elements", key, n)
	}
	s := b.storages[key]
	if s == nil {
		s = &storage{dtype: dtype, each: each, elements: n}
		b.storages[key] = s
	}
	if s.dtype != dtype || s.elements != n {
		return nil, wrong("storage %.40q is of two kinds", key)
	}
	return s, nil
}

// rebuild makes a tensor: storage, first element, sizes, strides, and what only training needs.
func (b *builder) rebuild(args pickle.Tuple) (any, error) {
	if len(args) < 4 {
		return nil, wrong("%d arguments", len(args))
	}
	s, ok := args[0].(*storage)
	if !ok {
		return nil, wrong("the first argument is no storage (%T)", args[0])
	}
	return newView(s, s.dtype, args)
}

// rebuildTyped makes a tensor of a type that the storage does not name, the seventh argument.
func (b *builder) rebuildTyped(args pickle.Tuple) (any, error) {
	if len(args) < 7 {
		return nil, wrong("%d arguments", len(args))
	}
	s, ok := args[0].(*storage)
	g, isName := args[6].(pickle.Global)
	dtype := typeNames[g.Name]
	if !ok || !isName || g.Module != "torch" || dtype == "" {
		return nil, wrong("a tensor of storage %T and type %s", args[0], short(args[6]))
	}
	return newView(s, dtype, args)
}

func newView(s *storage, dtype string, args pickle.Tuple) (any, error) {
	from, ok := args[1].(int64)
	shape, err := integers(args[2])
	if err != nil {
		return nil, err
	}
	strides, err := integers(args[3])
	if err != nil {
		return nil, err
	}
	if !ok || from < 0 || len(shape) != len(strides) || dtype == "" {
		return nil, wrong("a tensor of %q from %s with sizes %v and strides %v", dtype, short(args[1]), shape, strides)
	}
	return &view{storage: s, dtype: dtype, from: from, sizes: shape, strides: strides}, nil
}

const maxRank = 8

func integers(v any) ([]int, error) {
	items, ok := pickle.Items(v)
	if !ok {
		return nil, wrong("sizes are %T", v)
	}
	if len(items) > maxRank {
		return nil, wrong("%d axes, at most %d are read", len(items), maxRank)
	}
	out := make([]int, len(items))
	for i, x := range items {
		n, ok := x.(int64)
		if !ok || n < 0 || n > 1<<46 {
			return nil, wrong("a size or stride of %s", short(x))
		}
		out[i] = int(n)
	}
	return out, nil
}

// rebuildClass makes a tensor of a class of its own: function, class, arguments, state. Only plain tensors and parameters are known.
func (b *builder) rebuildClass(args pickle.Tuple) (any, error) {
	if len(args) < 3 {
		return nil, wrong("%d arguments", len(args))
	}
	f, ok := args[0].(pickle.Global)
	class, isClass := args[1].(pickle.Global)
	inner, isTuple := args[2].(pickle.Tuple)
	if !ok || !isClass || !isTuple {
		return nil, wrong("arguments of types %T, %T, %T", args[0], args[1], args[2])
	}
	if !classes[class.String()] {
		return nil, fmt.Errorf("a tensor of class %s: %w", class, ErrRefused)
	}
	if f.String() == fromType {
		return nil, wrong("it calls itself")
	}
	return b.call(f, inner)
}

// entry checks that a view lies inside its storage.
func (v *view) entry(path string) (entry, error) {
	s := v.storage
	each := int64(raw.FileSizes[v.dtype])
	e := entry{Info: Info{DType: v.dtype, Sizes: v.sizes, File: path}}
	if s.offset == 0 || s.size < s.elements*s.each {
		return e, fmt.Errorf("its storage has %d bytes, %d elements take %d", s.size, s.elements, s.elements*s.each)
	}
	room := uint64(s.elements * s.each / each)
	total, last, empty := uint64(1), uint64(v.from), false
	for i, n := range v.sizes {
		if n == 0 {
			empty = true
			continue
		}
		hi, lo := bits.Mul64(total, uint64(n))
		far, reach := bits.Mul64(uint64(n-1), uint64(v.strides[i]))
		if hi != 0 || far != 0 || lo > 1<<46 || reach > 1<<46 {
			return e, fmt.Errorf("impossible sizes %v with strides %v", v.sizes, v.strides)
		}
		total, last = lo, last+reach
	}
	switch {
	case empty:
		return e, nil
	case last >= room:
		return e, fmt.Errorf("sizes %v and strides %v from element %d on reach beyond the %d of its storage", v.sizes, v.strides, v.from, room)
	case total > room:
		return e, fmt.Errorf("sizes %v with strides %v repeat elements, which has no limit; save it after contiguous()", v.sizes, v.strides)
	}
	e.offset = s.offset + v.from*each
	run := 1
	for i := len(v.sizes) - 1; i >= 0; i-- {
		if v.sizes[i] != 1 && v.strides[i] != run {
			e.strides = v.strides
		}
		run *= v.sizes[i]
	}
	return e, nil
}

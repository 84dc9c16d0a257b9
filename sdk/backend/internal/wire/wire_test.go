package wire

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// over sends a message through its bytes.
func over[M proto.Message](t *testing.T, m, empty M) M {
	t.Helper()
	b, err := proto.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := proto.Unmarshal(b, empty); err != nil {
		t.Fatal(err)
	}
	return empty
}

func i32(data ...int32) *tensor.Tensor {
	t, err := tensor.FromI32(data, tensor.Axis{Name: "batch", Size: 1}, tensor.Axis{Size: len(data)})
	if err != nil {
		panic(err)
	}
	return t
}

func step() backend.Step {
	return backend.Step{
		Inputs: map[string]*tensor.Tensor{"ids": i32(1, 2, 3), "mask": i32(-1)},
		Sizes:  program.Bindings{"images": 2}, Session: 1 << 63, Captures: []string{"b", "a"},
		Edits: []program.Edit{
			{Value: "gate", Kind: program.EditScale, Data: []float32{0}},
			{Value: "h", Kind: program.EditAdd, Rows: []int{}},
			{Value: "h", Kind: program.EditReplace, Rows: []int{3, 0}, Data: []float32{1, 2, 3, 4}},
		},
	}
}

func TestThereAndBack(t *testing.T) {
	for _, s := range []backend.Step{{Inputs: map[string]*tensor.Tensor{}}, step()} {
		m, err := FromStep(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ToStep(over(t, m, &pb.StepInput{}))
		if err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("step %+v became %+v, %v", s, got, err)
		}
	}
	run := backend.Run{
		Step: step(), First: 7, Then: step(), Draw: "draw", Feed: "ids", Advance: []string{"position"}, Seed: "seed",
		Steps: 20, Stop: []int32{0, -1}, Captures: true,
	}
	m, err := FromRun(9, run)
	if err != nil {
		t.Fatal(err)
	}
	if p, got, err := ToRun(over(t, m, &pb.Run{})); err != nil || p != 9 || !reflect.DeepEqual(got, run) {
		t.Errorf("run %+v became %d %+v, %v", run, p, got, err)
	}
	rounds := &backend.RunResult{IDs: []int32{4}, Rounds: []*backend.Result{{Values: map[string]*tensor.Tensor{"x": i32(5)}}, {Values: map[string]*tensor.Tensor{}}}}
	r, err := FromRounds(rounds)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ToRounds(over(t, r, &pb.Rounds{})); err != nil || !reflect.DeepEqual(got, rounds) {
		t.Errorf("rounds %+v became %+v, %v", rounds, got, err)
	}
	d := backend.Description{
		Name: "n", Version: "v", Device: "d", Features: []string{"f"}, Threads: 2, Policies: []backend.Policy{backend.BF16},
		Ops: []program.Op{program.OpLinear}, Details: map[string]string{"k": "v"},
	}
	if got := ToDescription(over(t, FromDescription(d), &pb.Description{})); !reflect.DeepEqual(got, d) {
		t.Errorf("description %+v became %+v", d, got)
	}
	stored := map[string]backend.Stored{"t": {DType: "F16", Sizes: []int{2, 3}, Pieces: []backend.Piece{{File: "/b", Offset: 1 << 40, Length: 4}, {File: "/c", Length: 8}}}, "s": {DType: "F32"}}
	spec := backend.LoadSpec{Files: []string{"/a"}, Stored: stored, Tensors: map[string]*tensor.Tensor{"w": i32(1)}, Policy: backend.F32}
	l, err := FromLoad(spec)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ToLoad(over(t, l, &pb.Load{})); err != nil || !reflect.DeepEqual(got, spec) {
		t.Errorf("load %+v became %+v, %v", spec, got, err)
	}
}

// Every field of the contract must have a place in the messages: a new one without is lost in silence.
func TestNoFieldIsForgotten(t *testing.T) {
	for _, c := range []struct {
		v any
		n int
	}{
		{backend.Step{}, 5}, {backend.Run{}, 10}, {backend.Result{}, 1}, {backend.RunResult{}, 2}, {backend.LoadSpec{}, 4},
		{backend.Stored{}, 3}, {backend.Piece{}, 3},
		{backend.Description{}, 8}, {program.Edit{}, 4}, {backend.OpError{}, 4},
	} {
		if n := reflect.TypeOf(c.v).NumField(); n != c.n {
			t.Errorf("%T has %d fields, the messages were written for %d", c.v, n, c.n)
		}
	}
}

func TestErrors(t *testing.T) {
	op := &backend.OpError{Program: "p", Op: program.OpLinear, Value: "v", Err: fmt.Errorf("too big: %w", tensor.ErrShape)}
	for _, err := range []error{
		errors.New("plain"),
		fmt.Errorf("a: %w", backend.ErrUnknownHandle),
		fmt.Errorf("a: %w: %w", backend.ErrInvalid, backend.ErrUnknownName),
		fmt.Errorf("stopped: %w", context.Canceled),
		op,
		fmt.Errorf("step: %w: %w", backend.ErrInvalid, op),
	} {
		got := ToError(over(t, FromError(err), &pb.Failure{}))
		if got.Error() != err.Error() {
			t.Errorf("%q became %q", err, got)
		}
		for _, c := range classes {
			if errors.Is(got, c.err) != errors.Is(err, c.err) {
				t.Errorf("%q: is %q changed to %v", err, c.err, errors.Is(got, c.err))
			}
		}
		var a, b *backend.OpError
		if errors.As(err, &a) != errors.As(got, &b) || a != nil && a.Error() != b.Error() {
			t.Errorf("%q: operation %v became %v", err, a, b)
		}
	}
}

func TestBadTensors(t *testing.T) {
	in := func(n int) *pb.Tensor_Inline { return &pb.Tensor_Inline{Inline: make([]byte, n)} }
	for _, c := range []struct {
		m    *pb.Tensor
		want string
	}{
		{nil, "unknown element type"},
		{&pb.Tensor{Dtype: 99, Shape: []int64{1}, Data: in(4)}, "unknown element type 99"},
		{&pb.Tensor{Dtype: pb.DType_F32, Data: in(4)}, "0 sizes"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{2}, Axes: []string{"a", "b"}, Data: in(8)}, "2 axis names"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{1, 1, 1, 1, 1, 1, 1, 1, 1}, Data: in(4)}, "9 sizes"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{0}, Data: in(0)}, "impossible shape"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{-1, -1}, Data: in(4)}, "impossible shape"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{1 << 32, 1 << 32}, Data: in(0)}, "impossible shape"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{2}, Data: in(4)}, "needs 8 bytes, 4 came"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{2}}, "needs 8 bytes, 0 came"},
		{&pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{2}, Data: &pb.Tensor_Streamed{Streamed: 8}}, "needs 8 bytes, 0 came"},
	} {
		if _, err := ToTensor(c.m); !errors.Is(err, backend.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.m, err, c.want)
		}
	}
	one := &pb.Tensor{Name: "x", Dtype: pb.DType_F32, Shape: []int64{1}, Data: in(4)}
	if _, err := ToTensors([]*pb.Tensor{one, one}); !errors.Is(err, backend.ErrInvalid) {
		t.Errorf("a name that comes twice gave %v", err)
	}
	if _, err := FromTensors(map[string]*tensor.Tensor{"x": nil}); !errors.Is(err, backend.ErrInvalid) {
		t.Errorf("a nil tensor gave %v", err)
	}
}

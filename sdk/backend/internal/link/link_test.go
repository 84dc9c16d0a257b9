package link

import (
	"bytes"
	"errors"
	"testing"

	"google.golang.org/protobuf/proto"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/wire"
	"wade/sdk/program"
)

func bytesTensor(name string, n int) *pb.Tensor {
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(i * 7)
	}
	return &pb.Tensor{Name: name, Dtype: pb.DType_BF16, Shape: []int64{int64(n / 2)}, Data: &pb.Tensor_Inline{Inline: data}}
}

// Whatever way tensors travel, they arrive.
func TestPlaceAndBack(t *testing.T) {
	for _, free := range []int{0, 40 << 10, 1 << 30} {
		list := []*pb.Tensor{bytesTensor("a", 100), bytesTensor("b", 20<<10), bytesTensor("c", 3<<20+2), bytesTensor("d", small), bytesTensor("e", 18<<10)}
		var want [][]byte
		for _, m := range list {
			want = append(want, m.GetInline())
		}
		mem, at := make([]byte, 4<<20), 64
		stream := Place(list, mem, arena.Span{}, func(n int) (arena.Span, bool) {
			if at+n > min(len(mem), free) {
				return arena.Span{}, false
			}
			s := arena.Span{Offset: at, Length: n}
			at += n
			return s, true
		})
		g, err := NewGather(list)
		if err != nil {
			t.Fatal(err)
		}
		if err := Chunks(stream, func(b []byte) error {
			if len(b) > chunk {
				t.Errorf("chunk of %d bytes", len(b))
			}
			return g.Add(b)
		}); err != nil {
			t.Fatal(err)
		}
		if !g.Done() {
			t.Fatal("chunks are missing")
		}
		if err := Resolve(list, mem, arena.Span{Offset: 64, Length: len(mem) - 64}, true); err != nil {
			t.Fatal(err)
		}
		clear(mem)
		for i, m := range list {
			if !bytes.Equal(m.GetInline(), want[i]) {
				t.Errorf("with %d bytes free, tensor %s did not come back", free, m.Name)
			}
		}
	}
}

func TestManySmallTensorsDoNotMakeAHugeMessage(t *testing.T) {
	var list []*pb.Tensor
	for range inside/small + 10 {
		list = append(list, bytesTensor("", small))
	}
	if stream := Place(list, nil, arena.Span{}, func(int) (arena.Span, bool) { return arena.Span{}, false }); len(stream) != 10 {
		t.Errorf("%d tensors are streamed, want 10", len(stream))
	}
}

func TestLies(t *testing.T) {
	streamed := func(n uint64) *pb.Tensor {
		return &pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{2}, Data: &pb.Tensor_Streamed{Streamed: n}}
	}
	for _, n := range []uint64{0, 7, 9, 1 << 63} {
		if _, err := NewGather([]*pb.Tensor{streamed(n)}); !errors.Is(err, backend.ErrInvalid) {
			t.Errorf("8 bytes announced as %d gave %v", n, err)
		}
	}
	g, err := NewGather([]*pb.Tensor{streamed(8)})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 9} {
		if err := g.Add(make([]byte, n)); !errors.Is(err, backend.ErrInvalid) {
			t.Errorf("a chunk of %d bytes gave %v", n, err)
		}
	}
	_ = g.Add(make([]byte, 8))
	if err := g.Add([]byte{1}); !errors.Is(err, backend.ErrInvalid) {
		t.Errorf("a chunk too many gave %v", err)
	}
	mem, bounds := make([]byte, 128), arena.Span{Offset: 64, Length: 32}
	for _, s := range []*pb.Span{nil, {Offset: 56, Length: 8}, {Offset: 96, Length: 8}, {Offset: 92, Length: 8}, {Offset: 64, Length: 4}, {Offset: 1 << 63, Length: 8}, {Offset: ^uint64(3), Length: 8}} {
		m := &pb.Tensor{Dtype: pb.DType_F32, Shape: []int64{2}, Data: &pb.Tensor_Arena{Arena: s}}
		if err := Resolve([]*pb.Tensor{m}, mem, bounds, false); !errors.Is(err, backend.ErrInvalid) {
			t.Errorf("span %v gave %v", s, err)
		}
	}
}

// read does to bytes from the other process what serve and host do.
func read(data []byte, mem []byte) {
	var up pb.Up
	if proto.Unmarshal(data, &up) == nil {
		m := up.GetRequest()
		if _, err := NewGather(Requested(m)); err == nil {
			_ = Resolve(Requested(m), mem, arena.Span{Length: len(mem)}, true)
		}
		_, _ = wire.ToStep(m.GetStep().GetInput())
		_, _, _ = wire.ToRun(m.GetRun())
		_, _ = wire.ToLoad(m.GetLoad())
		_, _ = wire.ToTensors(m.GetStore().GetTensors())
		_ = new(program.Program).UnmarshalJSON(m.GetCompile().GetProgram())
		_ = ToSpan(m.GetWindow())
	}
	var down pb.Down
	if proto.Unmarshal(data, &down) == nil {
		m := down.GetReply()
		if _, err := NewGather(Replied(m)); err == nil {
			_ = Resolve(Replied(m), mem, arena.Span{Offset: 64, Length: 64}, true)
		}
		_, _ = wire.ToResult(m.GetValues())
		_, _ = wire.ToRounds(m.GetRounds())
		_ = wire.ToDescription(m.GetDescription())
		_ = wire.ToError(down.GetFailure()).Error()
	}
}

func FuzzMessages(f *testing.F) {
	add := func(m proto.Message) {
		b, err := proto.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	placed := &pb.Tensor{Name: "p", Dtype: pb.DType_F32, Shape: []int64{2, 2}, Axes: []string{"a", ""}, Data: &pb.Tensor_Arena{Arena: &pb.Span{Offset: 64, Length: 16}}}
	late := &pb.Tensor{Dtype: pb.DType_I32, Shape: []int64{1 << 20}, Data: &pb.Tensor_Streamed{Streamed: 4 << 20}}
	in := &pb.StepInput{Inputs: []*pb.Tensor{bytesTensor("x", 8), placed, late}, Sizes: map[string]int64{"n": 3}, Edits: []*pb.Edit{{Value: "v", Kind: "scale", Rows: &pb.Rows{Rows: []int64{1}}, Data: bytesTensor("", 4)}}}
	add(&pb.Up{Part: &pb.Up_Request{Request: &pb.Request{Window: &pb.Span{Length: 9}, Call: &pb.Request_Step{Step: &pb.Step{Input: in}}}}})
	add(&pb.Up{Part: &pb.Up_Request{Request: &pb.Request{Call: &pb.Request_Run{Run: &pb.Run{Step: in, Then: in, Steps: 3}}}}})
	add(&pb.Up{Part: &pb.Up_Request{Request: &pb.Request{Call: &pb.Request_Load{Load: &pb.Load{Files: []string{"/a"}, Tensors: in.Inputs}}}}})
	add(&pb.Up{Part: &pb.Up_Request{Request: &pb.Request{Call: &pb.Request_Compile{Compile: &pb.Compile{Program: []byte(`{"name":"p","values":[{"name":"x","kind":"input","dtype":"f32","shape":[1]}],"nodes":[],"outputs":[0]}`)}}}}})
	add(&pb.Down{Part: &pb.Down_Reply{Reply: &pb.Reply{Result: &pb.Reply_Rounds{Rounds: &pb.Rounds{Ids: []int32{1}, Rounds: []*pb.Result{{Values: in.Inputs}}}}}}})
	add(&pb.Down{Part: &pb.Down_Failure{Failure: wire.FromError(&backend.OpError{Program: "p", Err: backend.ErrInvalid})}})
	mem := make([]byte, 256)
	f.Fuzz(func(t *testing.T, data []byte) { read(data, mem) })
}

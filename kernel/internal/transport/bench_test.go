package transport

import (
	"context"
	"testing"
)

// BenchmarkRoundTrip times a request that is answered on its socket and published to one subscriber.
func BenchmarkRoundTrip(b *testing.B) {
	c := ports(b)
	s := start(b, c)
	client, err := Dial(context.Background(), c)
	if err != nil {
		b.Fatal(err)
	}
	defer client.Close()
	for subscribed := false; !subscribed; {
		subscribed = (<-s.Receive()).Channel == IOPub
	}
	go func() {
		for {
			select {
			case p := <-s.Receive():
				_ = s.Send(Packet{Channel: IOPub, Frames: append([][]byte{[]byte("topic")}, p.Frames[1:]...)})
				_ = s.Send(p)
			case <-s.Done():
				return
			}
		}
	}()
	request := [][]byte{client.Identity(), []byte("<IDS|MSG>"), make([]byte, 64), make([]byte, 200), make([]byte, 2), make([]byte, 2), make([]byte, 100)}
	b.ReportAllocs()
	for b.Loop() {
		if err := client.Send(Packet{Channel: Shell, Frames: request}); err != nil {
			b.Fatal(err)
		}
		<-client.Receive()
		<-client.Receive()
	}
}

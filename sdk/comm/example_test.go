package comm_test

import (
	"fmt"

	"wade/sdk/comm"
)

// A channel needs a front end; a program that also runs outside a notebook can ask.
func ExampleOpen() {
	ch, err := comm.Open("drawing", comm.Message{Data: map[string]any{"size": 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	ch.OnMessage(func(m comm.Message) { fmt.Println(m.Data) })
	// Output: comm: no front end listens here: channels need a notebook
}

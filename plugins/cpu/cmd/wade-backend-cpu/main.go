// Command wade-backend-cpu computes on the processor. wade starts it; `wade doctor` shows what it found.
package main

import (
	"wade/plugins/cpu"
	"wade/sdk/backend/serve"
)

func main() {
	serve.Main(cpu.New(cpu.Config{}))
}

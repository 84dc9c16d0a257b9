package main

import (
	"strings"
	"testing"

	"wade/sdk/backend"
	"wade/sdk/backend/host"
)

func TestPrintSurvey(t *testing.T) {
	s := host.Survey{
		Machine: host.Machine{System: "linux/amd64", Processor: "Abacus 9000", Cores: 2, Memory: 3 << 30, Features: []string{"avx2"}},
		Folders: []string{"/opt/wade"},
		Backends: []host.Surveyed{
			{Name: "reference", Version: "1", Device: "pure Go", Threads: 2, Policies: []backend.Policy{"f32", "f64"}},
			{Name: "cpu", Path: "/opt/wade/wade-backend-cpu", Version: "2", Protocol: 1, Device: "Abacus", Threads: 2, Features: []string{"avx2"},
				Details: map[string]string{"variant": "avx2", "huge pages": "yes"}, Arena: true, StartMS: 21.4},
			{Name: "cuda", Path: "/opt/wade/wade-backend-cuda", Error: "host: no driver"},
		},
	}
	want := `wade ` + release + ` on linux/amd64, Abacus 9000, 2 cores, 3.0 GiB
instruction sets: avx2

BACKEND    STATE        VERSION  PROTOCOL    THREADS  WEIGHTS  DEVICE
reference  ready        1        in process  2        f32 f64  pure Go
cpu        ready        2        1           2        -        Abacus
cuda       unavailable  -        -           -        -        -

cpu: /opt/wade/wade-backend-cpu
  started in 21 ms, large tensors travel in shared memory
  features: avx2
  huge pages: yes
  variant: avx2

cuda: /opt/wade/wade-backend-cuda
  host: no driver

plugins (wade-backend-*) are looked for in:
  /opt/wade
`
	var got strings.Builder
	if err := printSurvey(&got, s); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", got.String(), want)
	}
	for _, c := range []struct {
		backends []host.Surveyed
		want     string
	}{
		{s.Backends[:1], "No plugin was found"},
		{s.Backends[2:], "No plugin is ready"},
	} {
		got.Reset()
		s.Backends = c.backends
		if err := printSurvey(&got, s); err != nil || !strings.Contains(got.String(), c.want) {
			t.Errorf("%v, %s\nlacks %q", err, got.String(), c.want)
		}
	}
}

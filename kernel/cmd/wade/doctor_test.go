package main

import (
	"strings"
	"testing"

	"wade/kernel/internal/doctor"
	"wade/sdk/backend"
	"wade/sdk/backend/host"
)

func TestPrintReport(t *testing.T) {
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

Jupyter
  warning  no widgets
           next: pip install them

Backends
  ok       cpu on Abacus
  warning  cuda (/opt/wade/wade-backend-cuda) is unavailable: host: no driver
           next: rebuild or remove this plugin

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

0 problems, 2 warnings
`
	found := append([]doctor.Finding{{Area: "Jupyter", State: doctor.Warning, Text: "no widgets", Next: "pip install them"}}, backends(s)...)
	var got strings.Builder
	if err := printReport(&got, s, found); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", got.String(), want)
	}
	for _, some := range [][]host.Surveyed{s.Backends[:1], s.Backends[2:]} {
		s.Backends = some
		found := backends(s)
		if last := found[len(found)-1]; last.State != doctor.Warning || !strings.Contains(last.Text, "no plugin is ready") {
			t.Errorf("%v: %+v", some, found)
		}
	}
}

//go:build unix

package train

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"wade/sdk/backend/reference"
)

// TestMain lets the test binary play the process that trains.
func TestMain(m *testing.M) {
	dir := os.Getenv("TRAIN_TEST_DIR")
	if dir == "" {
		os.Exit(m.Run())
	}
	if os.Getenv("TRAIN_TEST_FULL") != "" { // files beyond this size fail, as on a full disk
		signal.Ignore(syscall.SIGXFSZ)
		limit := syscall.Rlimit{Cur: 4096, Max: 4096}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
	}
	opt := xorOptions(dir, 100000)
	opt.Every = 10
	opt.Schedule.Steps = 100000
	opt.Resume = true
	_, err := Run(context.Background(), reference.New(), xor(), opt)
	fmt.Println(err)
	os.Exit(1)
}

func child(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

func TestKilledRunResumesBitForBit(t *testing.T) {
	dir := t.TempDir()
	last := 0
	for range 3 { // killed three times, each after at least one more checkpoint
		cmd := child(t, "TRAIN_TEST_DIR="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for start := time.Now(); ; time.Sleep(2 * time.Millisecond) {
			if points, err := ReadCurve(CurvePath(dir)); err == nil && len(points) > last+15 {
				last = len(points)
				break
			}
			if time.Since(start) > 30*time.Second {
				t.Fatal("the child trains nothing")
			}
		}
		cmd.Process.Kill()
		cmd.Wait()
	}
	opt := xorOptions(dir, 100000)
	opt.Every, opt.Resume = 10, true
	stop := last + 25
	ctx, cancel := context.WithCancel(t.Context())
	opt.Progress = stopAt{stop, cancel}
	be := reference.New()
	defer be.Close()
	if _, err := Run(ctx, be, xor(), opt); err == nil {
		t.Fatal("the run ended")
	}
	resumed, err := ReadCurve(CurvePath(dir))
	if err != nil {
		t.Fatal(err)
	}
	other := xorOptions("", 100000)
	ctx, cancel = context.WithCancel(t.Context())
	watch := &record{stop: stop, cancel: cancel}
	other.Progress = watch
	if _, err := Run(ctx, be, xor(), other); err == nil {
		t.Fatal("the run ended")
	}
	same(t, &Result{Curve: resumed}, &Result{Curve: watch.points})
}

// record keeps the points up to a step, then stops the run.
type record struct {
	stop   int
	cancel context.CancelFunc
	points []Point
}

func (r *record) Step(p Point, _ int) {
	r.points = append(r.points, p)
	if p.Step == r.stop {
		r.cancel()
	}
}

func TestFullDiskKeepsTheLastCheckpoint(t *testing.T) {
	dir := t.TempDir()
	out, err := child(t, "TRAIN_TEST_DIR="+dir, "TRAIN_TEST_FULL=1").Output()
	if err == nil || !strings.Contains(string(out), "file too large") || !strings.Contains(string(out), "train: ") {
		t.Fatalf("the child said %q, %v; want the system's error and where it happened", out, err)
	}
	if !strings.Contains(string(out), "is safe in") {
		t.Fatalf("the child said %q, want it to name the last checkpoint", out)
	}
	s := &store{dir: dir}
	if err := s.resume(Options{Resume: true}); err != nil || s.step < 10 {
		t.Fatalf("the checkpoint left behind: step %d, %v", s.step, err)
	}
}

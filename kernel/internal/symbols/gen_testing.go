// Code generated from testing by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "testing"
)

func table_testing() []symbol {
	return []symbol{
		{"AllocsPerRun", p0.AllocsPerRun},
		{"B", (*p0.B)(nil)},
		{"Benchmark", p0.Benchmark},
		{"BenchmarkResult", (*p0.BenchmarkResult)(nil)},
		{"Cover", (*p0.Cover)(nil)},
		{"CoverBlock", (*p0.CoverBlock)(nil)},
		{"CoverMode", p0.CoverMode},
		{"Coverage", p0.Coverage},
		{"F", (*p0.F)(nil)},
		{"Init", p0.Init},
		{"InternalBenchmark", (*p0.InternalBenchmark)(nil)},
		{"InternalExample", (*p0.InternalExample)(nil)},
		{"InternalFuzzTarget", (*p0.InternalFuzzTarget)(nil)},
		{"InternalTest", (*p0.InternalTest)(nil)},
		{"M", (*p0.M)(nil)},
		{"Main", p0.Main},
		{"MainStart", p0.MainStart},
		{"PB", (*p0.PB)(nil)},
		{"RegisterCover", p0.RegisterCover},
		{"RunBenchmarks", p0.RunBenchmarks},
		{"RunExamples", p0.RunExamples},
		{"RunTests", p0.RunTests},
		{"Short", p0.Short},
		{"T", (*p0.T)(nil)},
		{"TB", (*p0.TB)(nil)},
		{"Testing", p0.Testing},
		{"Verbose", p0.Verbose},
	}
}

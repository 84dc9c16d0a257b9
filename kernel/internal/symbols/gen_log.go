// Code generated from log by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "log"
)

func table_log() []symbol {
	return []symbol{
		{"Default", p0.Default},
		{"Fatal", p0.Fatal},
		{"Fatalf", p0.Fatalf},
		{"Fatalln", p0.Fatalln},
		{"Flags", p0.Flags},
		{"Logger", (*p0.Logger)(nil)},
		{"New", p0.New},
		{"Output", p0.Output},
		{"Panic", p0.Panic},
		{"Panicf", p0.Panicf},
		{"Panicln", p0.Panicln},
		{"Prefix", p0.Prefix},
		{"Print", p0.Print},
		{"Printf", p0.Printf},
		{"Println", p0.Println},
		{"SetFlags", p0.SetFlags},
		{"SetOutput", p0.SetOutput},
		{"SetPrefix", p0.SetPrefix},
		{"Writer", p0.Writer},
	}
}

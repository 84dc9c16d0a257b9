// Code generated from archive/zip by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "archive/zip"
)

func table_archive_zip() []symbol {
	return []symbol{
		{"Compressor", (*p0.Compressor)(nil)},
		{"Decompressor", (*p0.Decompressor)(nil)},
		{"ErrAlgorithm", &p0.ErrAlgorithm},
		{"ErrChecksum", &p0.ErrChecksum},
		{"ErrFormat", &p0.ErrFormat},
		{"ErrInsecurePath", &p0.ErrInsecurePath},
		{"File", (*p0.File)(nil)},
		{"FileHeader", (*p0.FileHeader)(nil)},
		{"FileInfoHeader", p0.FileInfoHeader},
		{"NewReader", p0.NewReader},
		{"NewWriter", p0.NewWriter},
		{"OpenReader", p0.OpenReader},
		{"ReadCloser", (*p0.ReadCloser)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"RegisterCompressor", p0.RegisterCompressor},
		{"RegisterDecompressor", p0.RegisterDecompressor},
		{"Writer", (*p0.Writer)(nil)},
	}
}

// Code generated from io by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "io"
)

func table_io() []symbol {
	return []symbol{
		{"ByteReader", (*p0.ByteReader)(nil)},
		{"_ByteReader", (*_io_ByteReader)(nil)},
		{"ByteScanner", (*p0.ByteScanner)(nil)},
		{"_ByteScanner", (*_io_ByteScanner)(nil)},
		{"ByteWriter", (*p0.ByteWriter)(nil)},
		{"_ByteWriter", (*_io_ByteWriter)(nil)},
		{"Closer", (*p0.Closer)(nil)},
		{"_Closer", (*_io_Closer)(nil)},
		{"Copy", p0.Copy},
		{"CopyBuffer", p0.CopyBuffer},
		{"CopyN", p0.CopyN},
		{"Discard", &p0.Discard},
		{"EOF", &p0.EOF},
		{"ErrClosedPipe", &p0.ErrClosedPipe},
		{"ErrNoProgress", &p0.ErrNoProgress},
		{"ErrShortBuffer", &p0.ErrShortBuffer},
		{"ErrShortWrite", &p0.ErrShortWrite},
		{"ErrUnexpectedEOF", &p0.ErrUnexpectedEOF},
		{"LimitReader", p0.LimitReader},
		{"LimitedReader", (*p0.LimitedReader)(nil)},
		{"MultiReader", p0.MultiReader},
		{"MultiWriter", p0.MultiWriter},
		{"NewOffsetWriter", p0.NewOffsetWriter},
		{"NewSectionReader", p0.NewSectionReader},
		{"NopCloser", p0.NopCloser},
		{"OffsetWriter", (*p0.OffsetWriter)(nil)},
		{"Pipe", p0.Pipe},
		{"PipeReader", (*p0.PipeReader)(nil)},
		{"PipeWriter", (*p0.PipeWriter)(nil)},
		{"ReadAll", p0.ReadAll},
		{"ReadAtLeast", p0.ReadAtLeast},
		{"ReadCloser", (*p0.ReadCloser)(nil)},
		{"_ReadCloser", (*_io_ReadCloser)(nil)},
		{"ReadFull", p0.ReadFull},
		{"ReadSeekCloser", (*p0.ReadSeekCloser)(nil)},
		{"_ReadSeekCloser", (*_io_ReadSeekCloser)(nil)},
		{"ReadSeeker", (*p0.ReadSeeker)(nil)},
		{"_ReadSeeker", (*_io_ReadSeeker)(nil)},
		{"ReadWriteCloser", (*p0.ReadWriteCloser)(nil)},
		{"_ReadWriteCloser", (*_io_ReadWriteCloser)(nil)},
		{"ReadWriteSeeker", (*p0.ReadWriteSeeker)(nil)},
		{"_ReadWriteSeeker", (*_io_ReadWriteSeeker)(nil)},
		{"ReadWriter", (*p0.ReadWriter)(nil)},
		{"_ReadWriter", (*_io_ReadWriter)(nil)},
		{"Reader", (*p0.Reader)(nil)},
		{"_Reader", (*_io_Reader)(nil)},
		{"ReaderAt", (*p0.ReaderAt)(nil)},
		{"_ReaderAt", (*_io_ReaderAt)(nil)},
		{"ReaderFrom", (*p0.ReaderFrom)(nil)},
		{"_ReaderFrom", (*_io_ReaderFrom)(nil)},
		{"RuneReader", (*p0.RuneReader)(nil)},
		{"_RuneReader", (*_io_RuneReader)(nil)},
		{"RuneScanner", (*p0.RuneScanner)(nil)},
		{"_RuneScanner", (*_io_RuneScanner)(nil)},
		{"SectionReader", (*p0.SectionReader)(nil)},
		{"Seeker", (*p0.Seeker)(nil)},
		{"_Seeker", (*_io_Seeker)(nil)},
		{"StringWriter", (*p0.StringWriter)(nil)},
		{"_StringWriter", (*_io_StringWriter)(nil)},
		{"TeeReader", p0.TeeReader},
		{"WriteCloser", (*p0.WriteCloser)(nil)},
		{"_WriteCloser", (*_io_WriteCloser)(nil)},
		{"WriteSeeker", (*p0.WriteSeeker)(nil)},
		{"_WriteSeeker", (*_io_WriteSeeker)(nil)},
		{"WriteString", p0.WriteString},
		{"Writer", (*p0.Writer)(nil)},
		{"_Writer", (*_io_Writer)(nil)},
		{"WriterAt", (*p0.WriterAt)(nil)},
		{"_WriterAt", (*_io_WriterAt)(nil)},
		{"WriterTo", (*p0.WriterTo)(nil)},
		{"_WriterTo", (*_io_WriterTo)(nil)},
	}
}

// _io_ByteReader is an interface wrapper for ByteReader.
type _io_ByteReader struct {
	IValue    interface{}
	WReadByte func() (byte, error)
}

func (w _io_ByteReader) ReadByte() (byte, error) {
	return w.WReadByte()
}

// _io_ByteScanner is an interface wrapper for ByteScanner.
type _io_ByteScanner struct {
	IValue      interface{}
	WReadByte   func() (byte, error)
	WUnreadByte func() error
}

func (w _io_ByteScanner) ReadByte() (byte, error) {
	return w.WReadByte()
}
func (w _io_ByteScanner) UnreadByte() error {
	return w.WUnreadByte()
}

// _io_ByteWriter is an interface wrapper for ByteWriter.
type _io_ByteWriter struct {
	IValue     interface{}
	WWriteByte func(a0 byte) error
}

func (w _io_ByteWriter) WriteByte(a0 byte) error {
	return w.WWriteByte(a0)
}

// _io_Closer is an interface wrapper for Closer.
type _io_Closer struct {
	IValue interface{}
	WClose func() error
}

func (w _io_Closer) Close() error {
	return w.WClose()
}

// _io_ReadCloser is an interface wrapper for ReadCloser.
type _io_ReadCloser struct {
	IValue interface{}
	WClose func() error
	WRead  func(a0 []byte) (int, error)
}

func (w _io_ReadCloser) Close() error {
	return w.WClose()
}
func (w _io_ReadCloser) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}

// _io_ReadSeekCloser is an interface wrapper for ReadSeekCloser.
type _io_ReadSeekCloser struct {
	IValue interface{}
	WClose func() error
	WRead  func(a0 []byte) (int, error)
	WSeek  func(a0 int64, a1 int) (int64, error)
}

func (w _io_ReadSeekCloser) Close() error {
	return w.WClose()
}
func (w _io_ReadSeekCloser) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_ReadSeekCloser) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}

// _io_ReadSeeker is an interface wrapper for ReadSeeker.
type _io_ReadSeeker struct {
	IValue interface{}
	WRead  func(a0 []byte) (int, error)
	WSeek  func(a0 int64, a1 int) (int64, error)
}

func (w _io_ReadSeeker) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_ReadSeeker) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}

// _io_ReadWriteCloser is an interface wrapper for ReadWriteCloser.
type _io_ReadWriteCloser struct {
	IValue interface{}
	WClose func() error
	WRead  func(a0 []byte) (int, error)
	WWrite func(a0 []byte) (int, error)
}

func (w _io_ReadWriteCloser) Close() error {
	return w.WClose()
}
func (w _io_ReadWriteCloser) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_ReadWriteCloser) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _io_ReadWriteSeeker is an interface wrapper for ReadWriteSeeker.
type _io_ReadWriteSeeker struct {
	IValue interface{}
	WRead  func(a0 []byte) (int, error)
	WSeek  func(a0 int64, a1 int) (int64, error)
	WWrite func(a0 []byte) (int, error)
}

func (w _io_ReadWriteSeeker) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_ReadWriteSeeker) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}
func (w _io_ReadWriteSeeker) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _io_ReadWriter is an interface wrapper for ReadWriter.
type _io_ReadWriter struct {
	IValue interface{}
	WRead  func(a0 []byte) (int, error)
	WWrite func(a0 []byte) (int, error)
}

func (w _io_ReadWriter) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}
func (w _io_ReadWriter) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _io_Reader is an interface wrapper for Reader.
type _io_Reader struct {
	IValue interface{}
	WRead  func(a0 []byte) (int, error)
}

func (w _io_Reader) Read(a0 []byte) (int, error) {
	return w.WRead(a0)
}

// _io_ReaderAt is an interface wrapper for ReaderAt.
type _io_ReaderAt struct {
	IValue  interface{}
	WReadAt func(a0 []byte, a1 int64) (int, error)
}

func (w _io_ReaderAt) ReadAt(a0 []byte, a1 int64) (int, error) {
	return w.WReadAt(a0, a1)
}

// _io_ReaderFrom is an interface wrapper for ReaderFrom.
type _io_ReaderFrom struct {
	IValue    interface{}
	WReadFrom func(a0 p0.Reader) (int64, error)
}

func (w _io_ReaderFrom) ReadFrom(a0 p0.Reader) (int64, error) {
	return w.WReadFrom(a0)
}

// _io_RuneReader is an interface wrapper for RuneReader.
type _io_RuneReader struct {
	IValue    interface{}
	WReadRune func() (rune, int, error)
}

func (w _io_RuneReader) ReadRune() (rune, int, error) {
	return w.WReadRune()
}

// _io_RuneScanner is an interface wrapper for RuneScanner.
type _io_RuneScanner struct {
	IValue      interface{}
	WReadRune   func() (rune, int, error)
	WUnreadRune func() error
}

func (w _io_RuneScanner) ReadRune() (rune, int, error) {
	return w.WReadRune()
}
func (w _io_RuneScanner) UnreadRune() error {
	return w.WUnreadRune()
}

// _io_Seeker is an interface wrapper for Seeker.
type _io_Seeker struct {
	IValue interface{}
	WSeek  func(a0 int64, a1 int) (int64, error)
}

func (w _io_Seeker) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}

// _io_StringWriter is an interface wrapper for StringWriter.
type _io_StringWriter struct {
	IValue       interface{}
	WWriteString func(a0 string) (int, error)
}

func (w _io_StringWriter) WriteString(a0 string) (int, error) {
	return w.WWriteString(a0)
}

// _io_WriteCloser is an interface wrapper for WriteCloser.
type _io_WriteCloser struct {
	IValue interface{}
	WClose func() error
	WWrite func(a0 []byte) (int, error)
}

func (w _io_WriteCloser) Close() error {
	return w.WClose()
}
func (w _io_WriteCloser) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _io_WriteSeeker is an interface wrapper for WriteSeeker.
type _io_WriteSeeker struct {
	IValue interface{}
	WSeek  func(a0 int64, a1 int) (int64, error)
	WWrite func(a0 []byte) (int, error)
}

func (w _io_WriteSeeker) Seek(a0 int64, a1 int) (int64, error) {
	return w.WSeek(a0, a1)
}
func (w _io_WriteSeeker) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _io_Writer is an interface wrapper for Writer.
type _io_Writer struct {
	IValue interface{}
	WWrite func(a0 []byte) (int, error)
}

func (w _io_Writer) Write(a0 []byte) (int, error) {
	return w.WWrite(a0)
}

// _io_WriterAt is an interface wrapper for WriterAt.
type _io_WriterAt struct {
	IValue   interface{}
	WWriteAt func(a0 []byte, a1 int64) (int, error)
}

func (w _io_WriterAt) WriteAt(a0 []byte, a1 int64) (int, error) {
	return w.WWriteAt(a0, a1)
}

// _io_WriterTo is an interface wrapper for WriterTo.
type _io_WriterTo struct {
	IValue   interface{}
	WWriteTo func(a0 p0.Writer) (int64, error)
}

func (w _io_WriterTo) WriteTo(a0 p0.Writer) (int64, error) {
	return w.WWriteTo(a0)
}

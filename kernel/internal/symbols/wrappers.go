package symbols

import (
	"bufio"
	"encoding"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"reflect"

	interp "wade/kernel/internal/yaegi"
)

// Wrappers tells the interpreter what compiled code looks for beyond the type of a parameter: which interfaces a function
// asks an empty interface for, and which methods an interface may have in addition. own are the functions that stand for
// those of the tables.
func Wrappers(own interp.Exports) interp.Exports {
	prints := []reflect.Type{reflect.TypeFor[fmt.Formatter](), reflect.TypeFor[fmt.Stringer]()}
	scans := []reflect.Type{reflect.TypeFor[fmt.Scanner]()}
	all := map[reflect.Value][]reflect.Type{
		reflect.ValueOf(json.Marshal):                     {reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()},
		reflect.ValueOf(json.Unmarshal):                   {reflect.TypeFor[json.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()},
		reflect.ValueOf(xml.Marshal):                      {reflect.TypeFor[xml.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]()},
		reflect.ValueOf(xml.Unmarshal):                    {reflect.TypeFor[xml.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()},
		reflect.ValueOf((*_net_http_ResponseWriter)(nil)): {reflect.TypeFor[responseWriterHijacker]()},
		reflect.ValueOf((*_io_Reader)(nil)):               {reflect.TypeFor[readerTo]()},
		reflect.ValueOf((*_io_Writer)(nil)):               {reflect.TypeFor[writerFrom]()},
	}
	for _, f := range []any{fmt.Errorf, fmt.Fprint, fmt.Fprintf, fmt.Fprintln, fmt.Print, fmt.Printf, fmt.Println, fmt.Sprint, fmt.Sprintf,
		fmt.Sprintln, log.Fatal, log.Fatalf, log.Fatalln, log.Panic, log.Panicf, log.Panicln} {
		all[reflect.ValueOf(f)] = prints
	}
	for _, f := range []any{fmt.Scan, fmt.Scanf, fmt.Scanln} {
		all[reflect.ValueOf(f)] = scans
	}
	for _, name := range []string{"Print", "Printf", "Println"} {
		all[own["fmt"][name]] = prints
	}
	for _, name := range []string{"Panic", "Panicf", "Panicln"} {
		all[own["log"][name]] = prints
	}
	for _, name := range []string{"Scan", "Scanf", "Scanln"} {
		all[own["fmt"][name]] = scans
	}
	return interp.Exports{".": {"MapTypes": reflect.ValueOf(all)}}
}

// responseWriterHijacker stands for a http.ResponseWriter that hands over its connection.
type responseWriterHijacker struct {
	IValue       any
	WHeader      func() http.Header
	WWrite       func([]byte) (int, error)
	WWriteHeader func(int)
	WHijack      func() (net.Conn, *bufio.ReadWriter, error)
}

func (w responseWriterHijacker) Header() http.Header                          { return w.WHeader() }
func (w responseWriterHijacker) Write(b []byte) (int, error)                  { return w.WWrite(b) }
func (w responseWriterHijacker) WriteHeader(code int)                         { w.WWriteHeader(code) }
func (w responseWriterHijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return w.WHijack() }

// readerTo stands for an io.Reader that writes itself, for io.Copy.
type readerTo struct {
	IValue   any
	WRead    func([]byte) (int, error)
	WWriteTo func(io.Writer) (int64, error)
}

func (r readerTo) Read(b []byte) (int, error)         { return r.WRead(b) }
func (r readerTo) WriteTo(w io.Writer) (int64, error) { return r.WWriteTo(w) }

// writerFrom stands for an io.Writer that reads itself, for io.Copy.
type writerFrom struct {
	IValue    any
	WWrite    func([]byte) (int, error)
	WReadFrom func(io.Reader) (int64, error)
}

func (w writerFrom) Write(b []byte) (int, error)         { return w.WWrite(b) }
func (w writerFrom) ReadFrom(r io.Reader) (int64, error) { return w.WReadFrom(r) }

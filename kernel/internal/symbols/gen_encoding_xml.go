// Code generated from encoding/xml by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "encoding/xml"
)

func table_encoding_xml() []symbol {
	return []symbol{
		{"Attr", (*p0.Attr)(nil)},
		{"CharData", (*p0.CharData)(nil)},
		{"Comment", (*p0.Comment)(nil)},
		{"CopyToken", p0.CopyToken},
		{"Decoder", (*p0.Decoder)(nil)},
		{"Directive", (*p0.Directive)(nil)},
		{"Encoder", (*p0.Encoder)(nil)},
		{"EndElement", (*p0.EndElement)(nil)},
		{"Escape", p0.Escape},
		{"EscapeText", p0.EscapeText},
		{"HTMLAutoClose", &p0.HTMLAutoClose},
		{"HTMLEntity", &p0.HTMLEntity},
		{"Marshal", p0.Marshal},
		{"MarshalIndent", p0.MarshalIndent},
		{"Marshaler", (*p0.Marshaler)(nil)},
		{"_Marshaler", (*_encoding_xml_Marshaler)(nil)},
		{"MarshalerAttr", (*p0.MarshalerAttr)(nil)},
		{"_MarshalerAttr", (*_encoding_xml_MarshalerAttr)(nil)},
		{"Name", (*p0.Name)(nil)},
		{"NewDecoder", p0.NewDecoder},
		{"NewEncoder", p0.NewEncoder},
		{"NewTokenDecoder", p0.NewTokenDecoder},
		{"ProcInst", (*p0.ProcInst)(nil)},
		{"StartElement", (*p0.StartElement)(nil)},
		{"SyntaxError", (*p0.SyntaxError)(nil)},
		{"TagPathError", (*p0.TagPathError)(nil)},
		{"Token", (*p0.Token)(nil)},
		{"_Token", (*_encoding_xml_Token)(nil)},
		{"TokenReader", (*p0.TokenReader)(nil)},
		{"_TokenReader", (*_encoding_xml_TokenReader)(nil)},
		{"Unmarshal", p0.Unmarshal},
		{"UnmarshalError", (*p0.UnmarshalError)(nil)},
		{"Unmarshaler", (*p0.Unmarshaler)(nil)},
		{"_Unmarshaler", (*_encoding_xml_Unmarshaler)(nil)},
		{"UnmarshalerAttr", (*p0.UnmarshalerAttr)(nil)},
		{"_UnmarshalerAttr", (*_encoding_xml_UnmarshalerAttr)(nil)},
		{"UnsupportedTypeError", (*p0.UnsupportedTypeError)(nil)},
	}
}

// _encoding_xml_Marshaler is an interface wrapper for Marshaler.
type _encoding_xml_Marshaler struct {
	IValue      interface{}
	WMarshalXML func(a0 *p0.Encoder, a1 p0.StartElement) error
}

func (w _encoding_xml_Marshaler) MarshalXML(a0 *p0.Encoder, a1 p0.StartElement) error {
	return w.WMarshalXML(a0, a1)
}

// _encoding_xml_MarshalerAttr is an interface wrapper for MarshalerAttr.
type _encoding_xml_MarshalerAttr struct {
	IValue          interface{}
	WMarshalXMLAttr func(a0 p0.Name) (p0.Attr, error)
}

func (w _encoding_xml_MarshalerAttr) MarshalXMLAttr(a0 p0.Name) (p0.Attr, error) {
	return w.WMarshalXMLAttr(a0)
}

// _encoding_xml_Token is an interface wrapper for Token.
type _encoding_xml_Token struct {
	IValue interface{}
}

// _encoding_xml_TokenReader is an interface wrapper for TokenReader.
type _encoding_xml_TokenReader struct {
	IValue interface{}
	WToken func() (p0.Token, error)
}

func (w _encoding_xml_TokenReader) Token() (p0.Token, error) {
	return w.WToken()
}

// _encoding_xml_Unmarshaler is an interface wrapper for Unmarshaler.
type _encoding_xml_Unmarshaler struct {
	IValue        interface{}
	WUnmarshalXML func(a0 *p0.Decoder, a1 p0.StartElement) error
}

func (w _encoding_xml_Unmarshaler) UnmarshalXML(a0 *p0.Decoder, a1 p0.StartElement) error {
	return w.WUnmarshalXML(a0, a1)
}

// _encoding_xml_UnmarshalerAttr is an interface wrapper for UnmarshalerAttr.
type _encoding_xml_UnmarshalerAttr struct {
	IValue            interface{}
	WUnmarshalXMLAttr func(a0 p0.Attr) error
}

func (w _encoding_xml_UnmarshalerAttr) UnmarshalXMLAttr(a0 p0.Attr) error {
	return w.WUnmarshalXMLAttr(a0)
}

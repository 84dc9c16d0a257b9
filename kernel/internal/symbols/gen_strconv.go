// Code generated from strconv by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "strconv"
)

func table_strconv() []symbol {
	return []symbol{
		{"AppendBool", p0.AppendBool},
		{"AppendFloat", p0.AppendFloat},
		{"AppendInt", p0.AppendInt},
		{"AppendQuote", p0.AppendQuote},
		{"AppendQuoteRune", p0.AppendQuoteRune},
		{"AppendQuoteRuneToASCII", p0.AppendQuoteRuneToASCII},
		{"AppendQuoteRuneToGraphic", p0.AppendQuoteRuneToGraphic},
		{"AppendQuoteToASCII", p0.AppendQuoteToASCII},
		{"AppendQuoteToGraphic", p0.AppendQuoteToGraphic},
		{"AppendUint", p0.AppendUint},
		{"Atoi", p0.Atoi},
		{"CanBackquote", p0.CanBackquote},
		{"ErrRange", &p0.ErrRange},
		{"ErrSyntax", &p0.ErrSyntax},
		{"FormatBool", p0.FormatBool},
		{"FormatComplex", p0.FormatComplex},
		{"FormatFloat", p0.FormatFloat},
		{"FormatInt", p0.FormatInt},
		{"FormatUint", p0.FormatUint},
		{"IsGraphic", p0.IsGraphic},
		{"IsPrint", p0.IsPrint},
		{"Itoa", p0.Itoa},
		{"NumError", (*p0.NumError)(nil)},
		{"ParseBool", p0.ParseBool},
		{"ParseComplex", p0.ParseComplex},
		{"ParseFloat", p0.ParseFloat},
		{"ParseInt", p0.ParseInt},
		{"ParseUint", p0.ParseUint},
		{"Quote", p0.Quote},
		{"QuoteRune", p0.QuoteRune},
		{"QuoteRuneToASCII", p0.QuoteRuneToASCII},
		{"QuoteRuneToGraphic", p0.QuoteRuneToGraphic},
		{"QuoteToASCII", p0.QuoteToASCII},
		{"QuoteToGraphic", p0.QuoteToGraphic},
		{"QuotedPrefix", p0.QuotedPrefix},
		{"Unquote", p0.Unquote},
		{"UnquoteChar", p0.UnquoteChar},
	}
}

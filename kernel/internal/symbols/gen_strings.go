// Code generated from strings by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "strings"
)

func table_strings() []symbol {
	return []symbol{
		{"Builder", (*p0.Builder)(nil)},
		{"Clone", p0.Clone},
		{"Compare", p0.Compare},
		{"Contains", p0.Contains},
		{"ContainsAny", p0.ContainsAny},
		{"ContainsFunc", p0.ContainsFunc},
		{"ContainsRune", p0.ContainsRune},
		{"Count", p0.Count},
		{"Cut", p0.Cut},
		{"CutPrefix", p0.CutPrefix},
		{"CutSuffix", p0.CutSuffix},
		{"EqualFold", p0.EqualFold},
		{"Fields", p0.Fields},
		{"FieldsFunc", p0.FieldsFunc},
		{"FieldsFuncSeq", p0.FieldsFuncSeq},
		{"FieldsSeq", p0.FieldsSeq},
		{"HasPrefix", p0.HasPrefix},
		{"HasSuffix", p0.HasSuffix},
		{"Index", p0.Index},
		{"IndexAny", p0.IndexAny},
		{"IndexByte", p0.IndexByte},
		{"IndexFunc", p0.IndexFunc},
		{"IndexRune", p0.IndexRune},
		{"Join", p0.Join},
		{"LastIndex", p0.LastIndex},
		{"LastIndexAny", p0.LastIndexAny},
		{"LastIndexByte", p0.LastIndexByte},
		{"LastIndexFunc", p0.LastIndexFunc},
		{"Lines", p0.Lines},
		{"Map", p0.Map},
		{"NewReader", p0.NewReader},
		{"NewReplacer", p0.NewReplacer},
		{"Reader", (*p0.Reader)(nil)},
		{"Repeat", p0.Repeat},
		{"Replace", p0.Replace},
		{"ReplaceAll", p0.ReplaceAll},
		{"Replacer", (*p0.Replacer)(nil)},
		{"Split", p0.Split},
		{"SplitAfter", p0.SplitAfter},
		{"SplitAfterN", p0.SplitAfterN},
		{"SplitAfterSeq", p0.SplitAfterSeq},
		{"SplitN", p0.SplitN},
		{"SplitSeq", p0.SplitSeq},
		{"Title", p0.Title},
		{"ToLower", p0.ToLower},
		{"ToLowerSpecial", p0.ToLowerSpecial},
		{"ToTitle", p0.ToTitle},
		{"ToTitleSpecial", p0.ToTitleSpecial},
		{"ToUpper", p0.ToUpper},
		{"ToUpperSpecial", p0.ToUpperSpecial},
		{"ToValidUTF8", p0.ToValidUTF8},
		{"Trim", p0.Trim},
		{"TrimFunc", p0.TrimFunc},
		{"TrimLeft", p0.TrimLeft},
		{"TrimLeftFunc", p0.TrimLeftFunc},
		{"TrimPrefix", p0.TrimPrefix},
		{"TrimRight", p0.TrimRight},
		{"TrimRightFunc", p0.TrimRightFunc},
		{"TrimSpace", p0.TrimSpace},
		{"TrimSuffix", p0.TrimSuffix},
	}
}

package engine

import (
	"context"
	"html"
	"unicode/utf8"

	"wade/kernel/internal/cell"
	"wade/kernel/internal/magic"
	"wade/kernel/internal/server"
)

// Complete proposes continuations for the text before cursor, also while a cell runs.
func (e *Engine) Complete(ctx context.Context, code string, cursor int) (out server.Completion) {
	out = server.Completion{Matches: []string{}, Start: cursor, End: cursor}
	defer func() { _ = recover() }() // half a cell may confuse the type checker; then there is nothing to propose
	offset := byteOffset(code, cursor)
	if found, start, ok := magic.Complete(code, offset); ok {
		return e.proposals(code, found, start, offset, cursor)
	}
	if text, at, ok := cell.InString(magic.Names(code), offset); ok { // strings often name files
		found, start := magic.Files(text)
		return e.proposals(code, found, at+start, offset, cursor)
	}
	found, start := e.declared().Suggest(magic.Names(code), offset)
	out.Start = utf8.RuneCountInString(code[:start])
	for _, f := range found {
		out.Matches = append(out.Matches, f.Name)
		out.Types = append(out.Types, server.CompletionType{Type: f.Kind, Signature: f.Signature})
	}
	return out
}

// Inspect describes what stands at cursor.
func (e *Engine) Inspect(ctx context.Context, code string, cursor, detail int) (out server.Inspection) {
	defer func() { _ = recover() }()
	d, ok := e.declared().Describe(magic.Names(code), byteOffset(code, cursor))
	if !ok {
		return server.Inspection{}
	}
	text, page := d.Signature, "<pre>"+html.EscapeString(d.Signature)+"</pre>"
	if d.Doc != "" {
		text += "\n\n" + d.Doc
		page += "<p style=\"white-space: pre-wrap\">" + html.EscapeString(d.Doc) + "</p>"
	}
	if detail > 0 && d.Source != "" {
		text += "\n\n" + d.Source
		page += "<pre>" + html.EscapeString(d.Source) + "</pre>"
	}
	return server.Inspection{Found: true, Bundle: server.Bundle{
		Data:     map[string]any{"text/plain": text, "text/html": page},
		Metadata: map[string]any{},
	}}
}

// byteOffset turns an offset in code points into one in bytes.
func byteOffset(s string, runes int) int {
	for i := range s {
		if runes <= 0 {
			return i
		}
		runes--
	}
	return len(s)
}

// proposals answers with what the lines that are not Go propose.
func (e *Engine) proposals(code string, found []magic.Match, start, offset, cursor int) server.Completion {
	out := server.Completion{Matches: []string{}, Start: utf8.RuneCountInString(code[:start]), End: cursor}
	for _, f := range found {
		names := []string{f.Name}
		if f.Kind == "declared" {
			names = e.declared().Declared(code[start:offset])
		}
		for _, n := range names {
			out.Matches = append(out.Matches, n)
			out.Types = append(out.Types, server.CompletionType{Type: f.Kind})
		}
	}
	return out
}

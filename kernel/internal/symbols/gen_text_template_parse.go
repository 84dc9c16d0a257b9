// Code generated from text/template/parse by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "text/template/parse"
)

func table_text_template_parse() []symbol {
	return []symbol{
		{"ActionNode", (*p0.ActionNode)(nil)},
		{"BoolNode", (*p0.BoolNode)(nil)},
		{"BranchNode", (*p0.BranchNode)(nil)},
		{"BreakNode", (*p0.BreakNode)(nil)},
		{"ChainNode", (*p0.ChainNode)(nil)},
		{"CommandNode", (*p0.CommandNode)(nil)},
		{"CommentNode", (*p0.CommentNode)(nil)},
		{"ContinueNode", (*p0.ContinueNode)(nil)},
		{"DotNode", (*p0.DotNode)(nil)},
		{"FieldNode", (*p0.FieldNode)(nil)},
		{"IdentifierNode", (*p0.IdentifierNode)(nil)},
		{"IfNode", (*p0.IfNode)(nil)},
		{"IsEmptyTree", p0.IsEmptyTree},
		{"ListNode", (*p0.ListNode)(nil)},
		{"Mode", (*p0.Mode)(nil)},
		{"New", p0.New},
		{"NewIdentifier", p0.NewIdentifier},
		{"NilNode", (*p0.NilNode)(nil)},
		{"Node", (*p0.Node)(nil)},
		{"NodeType", (*p0.NodeType)(nil)},
		{"NumberNode", (*p0.NumberNode)(nil)},
		{"Parse", p0.Parse},
		{"PipeNode", (*p0.PipeNode)(nil)},
		{"Pos", (*p0.Pos)(nil)},
		{"RangeNode", (*p0.RangeNode)(nil)},
		{"StringNode", (*p0.StringNode)(nil)},
		{"TemplateNode", (*p0.TemplateNode)(nil)},
		{"TextNode", (*p0.TextNode)(nil)},
		{"Tree", (*p0.Tree)(nil)},
		{"VariableNode", (*p0.VariableNode)(nil)},
		{"WithNode", (*p0.WithNode)(nil)},
	}
}

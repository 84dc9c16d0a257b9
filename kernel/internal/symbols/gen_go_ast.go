// Code generated from go/ast by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "go/ast"
	p1 "go/token"
)

func table_go_ast() []symbol {
	return []symbol{
		{"ArrayType", (*p0.ArrayType)(nil)},
		{"AssignStmt", (*p0.AssignStmt)(nil)},
		{"BadDecl", (*p0.BadDecl)(nil)},
		{"BadExpr", (*p0.BadExpr)(nil)},
		{"BadStmt", (*p0.BadStmt)(nil)},
		{"BasicLit", (*p0.BasicLit)(nil)},
		{"BinaryExpr", (*p0.BinaryExpr)(nil)},
		{"BlockStmt", (*p0.BlockStmt)(nil)},
		{"BranchStmt", (*p0.BranchStmt)(nil)},
		{"CallExpr", (*p0.CallExpr)(nil)},
		{"CaseClause", (*p0.CaseClause)(nil)},
		{"ChanDir", (*p0.ChanDir)(nil)},
		{"ChanType", (*p0.ChanType)(nil)},
		{"CommClause", (*p0.CommClause)(nil)},
		{"Comment", (*p0.Comment)(nil)},
		{"CommentGroup", (*p0.CommentGroup)(nil)},
		{"CommentMap", (*p0.CommentMap)(nil)},
		{"CompositeLit", (*p0.CompositeLit)(nil)},
		{"Decl", (*p0.Decl)(nil)},
		{"DeclStmt", (*p0.DeclStmt)(nil)},
		{"DeferStmt", (*p0.DeferStmt)(nil)},
		{"Directive", (*p0.Directive)(nil)},
		{"DirectiveArg", (*p0.DirectiveArg)(nil)},
		{"Ellipsis", (*p0.Ellipsis)(nil)},
		{"EmptyStmt", (*p0.EmptyStmt)(nil)},
		{"Expr", (*p0.Expr)(nil)},
		{"ExprStmt", (*p0.ExprStmt)(nil)},
		{"Field", (*p0.Field)(nil)},
		{"FieldFilter", (*p0.FieldFilter)(nil)},
		{"FieldList", (*p0.FieldList)(nil)},
		{"File", (*p0.File)(nil)},
		{"FileExports", p0.FileExports},
		{"Filter", (*p0.Filter)(nil)},
		{"FilterDecl", p0.FilterDecl},
		{"FilterFile", p0.FilterFile},
		{"FilterPackage", p0.FilterPackage},
		{"ForStmt", (*p0.ForStmt)(nil)},
		{"Fprint", p0.Fprint},
		{"FuncDecl", (*p0.FuncDecl)(nil)},
		{"FuncLit", (*p0.FuncLit)(nil)},
		{"FuncType", (*p0.FuncType)(nil)},
		{"GenDecl", (*p0.GenDecl)(nil)},
		{"GoStmt", (*p0.GoStmt)(nil)},
		{"Ident", (*p0.Ident)(nil)},
		{"IfStmt", (*p0.IfStmt)(nil)},
		{"ImportSpec", (*p0.ImportSpec)(nil)},
		{"Importer", (*p0.Importer)(nil)},
		{"IncDecStmt", (*p0.IncDecStmt)(nil)},
		{"IndexExpr", (*p0.IndexExpr)(nil)},
		{"IndexListExpr", (*p0.IndexListExpr)(nil)},
		{"Inspect", p0.Inspect},
		{"InterfaceType", (*p0.InterfaceType)(nil)},
		{"IsExported", p0.IsExported},
		{"IsGenerated", p0.IsGenerated},
		{"KeyValueExpr", (*p0.KeyValueExpr)(nil)},
		{"LabeledStmt", (*p0.LabeledStmt)(nil)},
		{"MapType", (*p0.MapType)(nil)},
		{"MergeMode", (*p0.MergeMode)(nil)},
		{"MergePackageFiles", p0.MergePackageFiles},
		{"NewCommentMap", p0.NewCommentMap},
		{"NewIdent", p0.NewIdent},
		{"NewObj", p0.NewObj},
		{"NewPackage", p0.NewPackage},
		{"NewScope", p0.NewScope},
		{"Node", (*p0.Node)(nil)},
		{"_Node", (*_go_ast_Node)(nil)},
		{"NotNilFilter", p0.NotNilFilter},
		{"ObjKind", (*p0.ObjKind)(nil)},
		{"Object", (*p0.Object)(nil)},
		{"Package", (*p0.Package)(nil)},
		{"PackageExports", p0.PackageExports},
		{"ParenExpr", (*p0.ParenExpr)(nil)},
		{"ParseDirective", p0.ParseDirective},
		{"Preorder", p0.Preorder},
		{"PreorderStack", p0.PreorderStack},
		{"Print", p0.Print},
		{"RangeStmt", (*p0.RangeStmt)(nil)},
		{"ReturnStmt", (*p0.ReturnStmt)(nil)},
		{"Scope", (*p0.Scope)(nil)},
		{"SelectStmt", (*p0.SelectStmt)(nil)},
		{"SelectorExpr", (*p0.SelectorExpr)(nil)},
		{"SendStmt", (*p0.SendStmt)(nil)},
		{"SliceExpr", (*p0.SliceExpr)(nil)},
		{"SortImports", p0.SortImports},
		{"Spec", (*p0.Spec)(nil)},
		{"StarExpr", (*p0.StarExpr)(nil)},
		{"Stmt", (*p0.Stmt)(nil)},
		{"StructType", (*p0.StructType)(nil)},
		{"SwitchStmt", (*p0.SwitchStmt)(nil)},
		{"TypeAssertExpr", (*p0.TypeAssertExpr)(nil)},
		{"TypeSpec", (*p0.TypeSpec)(nil)},
		{"TypeSwitchStmt", (*p0.TypeSwitchStmt)(nil)},
		{"UnaryExpr", (*p0.UnaryExpr)(nil)},
		{"Unparen", p0.Unparen},
		{"ValueSpec", (*p0.ValueSpec)(nil)},
		{"Visitor", (*p0.Visitor)(nil)},
		{"_Visitor", (*_go_ast_Visitor)(nil)},
		{"Walk", p0.Walk},
	}
}

// _go_ast_Node is an interface wrapper for Node.
type _go_ast_Node struct {
	IValue interface{}
	WEnd   func() p1.Pos
	WPos   func() p1.Pos
}

func (w _go_ast_Node) End() p1.Pos {
	return w.WEnd()
}
func (w _go_ast_Node) Pos() p1.Pos {
	return w.WPos()
}

// _go_ast_Visitor is an interface wrapper for Visitor.
type _go_ast_Visitor struct {
	IValue interface{}
	WVisit func(a0 p0.Node) p0.Visitor
}

func (w _go_ast_Visitor) Visit(a0 p0.Node) p0.Visitor {
	return w.WVisit(a0)
}

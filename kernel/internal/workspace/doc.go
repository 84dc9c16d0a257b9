// Package workspace finds the source of packages that a cell imports from the module around its working directory: of the
// modules of a go.work file, of a vendor folder, of replacements and of the module cache. It needs no Go toolchain and
// fetches nothing.
package workspace

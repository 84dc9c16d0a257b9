// Package figure draws charts that stand in a notebook, on a page and on a code hosting site alike: SVG and PNG without
// scripts, in colours that colour-blind people can tell apart, with the numbers behind them as a table.
//
// [Lines] are curves over a number, with bands for spread; [Bars] compare groups; [Heat] shows a matrix. Each shows
// itself as the last value of a cell.
package figure

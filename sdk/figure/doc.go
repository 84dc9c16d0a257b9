// Package figure draws what instruments measure: pictures that stand in a notebook, on a page and on a code hosting site
// alike, without scripts, in colours that colour-blind people can tell apart, light and dark, with the numbers behind them
// as a table.
//
// [Lines] are curves over a number, with bands for spread; [Bars] compare groups; [Points] scatter, in quadrants if
// wanted; [Heat] shows a matrix; [Text] colours tokens; [Overlay] lays maps over pictures; [Page] puts several into one
// output with a reading. Each shows itself as the last value of a cell. Methods return the figure, so calls chain; a
// mistake is kept and shown in its place.
package figure

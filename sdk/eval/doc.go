// Package eval asks a model the questions of a data set, with 0, 1, 4, ... shots before each, and tells how well it did.
//
// A data set is a file with a JSON object on each line (see [Example]). [Run] answers it under [Settings]: shots drawn at random
// by several seeds or the most similar ones (RICES), answers generated or chosen among candidates, scored as in the papers. Every
// answer is on disk before the next ones are begun, so a run that was killed goes on where it was. The [Report] shows itself in a
// notebook, and writes a page that needs nothing besides itself.
//
// `wade eval` is the same from a terminal; [Pond] writes a data set of the demonstration world.
package eval

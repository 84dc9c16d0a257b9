// Package widget puts controls into a notebook: sliders, choices, buttons, text, pictures, boxes and tabs, as ipywidgets 8
// has them, modules of anywidget, and [Interact], which shows what a function makes of the values of controls and follows
// them live.
//
//	gate := widget.NewFloatSlider("gate", 0, 2, 1, widget.Step(0.1))
//	widget.Interact(func(g float64) any { return answer(g) }, gate)
//
// A widget is shown like any value, as the last expression of a cell or with Display. The front end needs the extension
// jupyterlab_widgets, which JupyterLab installations with ipywidgets have, or VS Code; no Python kernel is needed. Where
// there are no widgets, on a page or without a notebook, a widget shows its state as it was when it was shown.
//
// What a person does arrives while cells run, too. Callbacks of one widget run one after the other, those of different
// widgets may overlap, and overlap with a running cell: data that they share needs a lock. What a callback prints or shows
// goes below the cell that has set it. Widgets themselves are safe for concurrent use.
//
// Constructors do not fail. What is wrong with an option is shown in place of the widget, and returned by Err.
package widget

package widget

var anyModel = &model{name: "Any"}

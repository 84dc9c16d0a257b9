package magic

import (
	"fmt"
	"strings"

	"wade/internal/near"
)

// A command is one special.
type command struct {
	name, args, help string
	takesCell        bool
	run              func(*runner, Line) error
	complete         completer
}

// commands lists the specials in the order of the help text.
var commands []command

func init() { // the table mentions the help, which is made of the table
	commands = []command{
		{name: "$", args: "COMMAND [ARGUMENT...]", help: "run a program, without a shell; quotes group words", run: (*runner).program, complete: programs},
		{name: "%sh", args: "COMMAND", help: "run a line in a shell", run: (*runner).shell, complete: programs},
		{name: "%%sh", help: "run the cell in a shell", takesCell: true, run: (*runner).shell},
		{name: "%%writefile", args: "PATH", help: "write the rest of the cell to a file, with its folder", takesCell: true, run: (*runner).writeFile, complete: files},
		{name: "%cd", args: "[PATH]", help: "change the working directory; without PATH to the home folder, - to the one before", run: (*runner).cd, complete: folders},
		{name: "%pwd", help: "print the working directory", run: (*runner).pwd},
		{name: "%env", args: "[NAME[=VALUE]]", help: "list the environment, or print or set a variable", run: (*runner).env, complete: variables},
		{name: "%time", args: "[GO]", help: "run one line of Go and tell how long it took; alone: the cell", run: (*runner).timeLine},
		{name: "%%time", help: "tell how long the cell took", run: (*runner).timeCell},
		{name: "%who", args: "[TEXT]", help: "list the variables, with types and values", run: (*runner).who, complete: declared},
		{name: "%reset", args: "[NAME...]", help: "forget everything, or the names given", run: (*runner).reset, complete: declared},
		{name: "%history", args: "[N]", help: "print the cells of this session, or the last N", run: (*runner).history},
		{name: "%go111module", args: "on|off", help: "accepted for notebooks of gophernotes; packages are found by go.mod", run: (*runner).modules},
		{name: "%help", help: "show this page", run: (*runner).help},
		{name: "?", args: "NAME", help: "show the documentation of a name; NAME? does the same, ?? adds the source", run: (*runner).inspect},
	}
}

func find(name string) *command {
	if name == "??" {
		name = "?"
	}
	for i := range commands {
		if commands[i].name == name {
			return &commands[i]
		}
	}
	return nil
}

// unknown is the error of a special that does not exist.
func unknown(name string) error {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	hint := near.List(name, names)
	if hint == "" {
		hint = "; %help lists them"
	}
	return fmt.Errorf("unknown special %s%s", name, hint)
}

// Help is the page that %help shows.
func Help() string {
	var b strings.Builder
	b.WriteString("Lines of a cell that are not Go. They stand at the top; Go may follow.\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-28s %s\n", strings.TrimSpace(c.name+" "+c.args), c.help)
	}
	b.WriteString("\nPredeclared in every cell: ctx, must, Display, display; see ?must\n")
	return b.String()
}

package session

import (
	"os"
	"slices"
	"strings"
	"time"
)

// Options say how the child is started.
type Options struct {
	// Dir is the working directory of the cells; empty means the current one.
	Dir string
	// Env holds NAME=value entries on top of the environment that the child
	// inherits. Inherited names that look like secrets are left out; entries
	// here are passed as they are.
	Env []string
	// Pass names inherited variables that the child gets though they look
	// like secrets.
	Pass []string
	// Limits bound what cells may use. What is 0 comes from the environment.
	Limits Limits
	// Args follow the argument "session" on the command line of the child.
	Args []string
}

const (
	// interruptGrace is how long a cell may take to stop before its process is killed.
	interruptGrace = 5 * time.Second
	// impatience is the time from which on a second interrupt means a kill.
	impatience = time.Second
	// shutdownGrace is how long a child may take to leave before it is killed.
	shutdownGrace = time.Second
	// drainGrace bounds the wait for the output of a child that is gone: a
	// grandchild may hold the pipes open for as long as it likes.
	drainGrace = 2 * time.Second
)

// secret lists the parts of a variable name that keep it from the child.
var secret = []string{"TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY", "AUTH_KEY", "CREDENTIAL", "COOKIE"}

// childEnv returns the environment for the child: what looks like a secret has
// no place in a notebook, one Println away from being saved and shared.
func childEnv(inherited, pass, extra []string) []string {
	env := make([]string, 0, len(inherited)+len(extra))
	for _, kv := range inherited {
		name, _, _ := strings.Cut(kv, "=")
		if !isSecret(name) || slices.Contains(pass, name) {
			env = append(env, kv)
		}
	}
	return append(env, extra...)
}

func isSecret(name string) bool {
	name = strings.ToUpper(name)
	if strings.HasPrefix(name, "JPY_") {
		return true
	}
	for _, s := range secret {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}

func (o Options) environ() []string { return childEnv(os.Environ(), o.Pass, o.Env) }

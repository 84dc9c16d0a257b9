// Package archtest holds the architecture as a test: which folder may import which, and who owns each heavy dependency.
package archtest

//go:build tools

// The other tool of the comparison, pinned like any dependency.
package tools

import _ "github.com/np-guard/netpol-analyzer/cmd/netpolicy"

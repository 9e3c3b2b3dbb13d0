//go:build tools

// Package pulumi pins what is built: the command line of Pulumi with its engine, as it is.
package pulumi

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"

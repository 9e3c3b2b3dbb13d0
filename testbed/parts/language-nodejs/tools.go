//go:build tools

// Package languagenodejs pins what is built: Pulumi's host for programs on Node, as it is.
package languagenodejs

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"

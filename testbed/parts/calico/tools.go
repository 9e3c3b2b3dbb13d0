//go:build tools

// Package calico pins what is built: Felix and the Calico API server, as they are.
package calico

import (
	_ "github.com/projectcalico/calico/apiserver/cmd/apiserver"
	_ "github.com/projectcalico/calico/felix/cmd/calico-felix"
)

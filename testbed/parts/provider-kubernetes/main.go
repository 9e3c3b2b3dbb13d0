// Command pulumi-resource-kubernetes is Pulumi's Kubernetes provider with a main of its own: the published module lacks
// the files that its own main embeds. The schema lies beside the binary.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

// Set by the linker.
var version = "unknown"

func beside(name string) []byte {
	binary, err := os.Executable()
	if err == nil {
		binary, err = filepath.EvalSymlinks(binary)
	}
	var content []byte
	if err == nil {
		content, err = os.ReadFile(filepath.Join(filepath.Dir(binary), "provider", name))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-kubernetes:", err)
		os.Exit(1)
	}
	return content
}

func main() {
	provider.Serve("kubernetes", version, beside("schema.json"), beside("terraform-mapping.json"))
}

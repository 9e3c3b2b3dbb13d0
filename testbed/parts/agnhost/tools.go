//go:build tools

// Package agnhost pins what is built: the program of Kubernetes' own test image, as it is.
package agnhost

import _ "k8s.io/kubernetes/test/images/agnhost"

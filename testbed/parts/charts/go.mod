module bulkhead.test/charts

go 1.24.9

require (
	github.com/projectcalico/calico v0.0.0-20251021213802-b1f3c43f8437
	sigs.k8s.io/aws-load-balancer-controller v0.0.0-20260423195125-93ff3b5fdaad
)

replace sigs.k8s.io/aws-load-balancer-controller => github.com/kubernetes-sigs/aws-load-balancer-controller v0.0.0-20260423195125-93ff3b5fdaad

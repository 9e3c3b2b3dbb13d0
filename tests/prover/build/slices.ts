import { object } from "./worlds.js";

/** EndpointSlices of one Service. */
export const SLICE = object(
  "discovery.k8s.io/v1",
  "EndpointSlice",
  "{name: dns-1, namespace: kube-system, labels: {kubernetes.io/service-name: dns}}",
  "addressType: IPv4\nendpoints: [{addresses: [10.0.0.1, 10.0.0.2]}]\nports: [{port: 53, protocol: UDP}, {port: 54}]",
);
export const SECOND_SLICE = object(
  "discovery.k8s.io/v1",
  "EndpointSlice",
  "{name: dns-2, namespace: kube-system, labels: {kubernetes.io/service-name: dns}}",
  "addressType: IPv6\nendpoints: [{addresses: ['fd00::1']}]\nports: [{port: 53, protocol: UDP}]",
);

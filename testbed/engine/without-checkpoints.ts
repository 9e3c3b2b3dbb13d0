/**
 * The file backend writes its whole state after each resource, which takes most of the time of a large `up`. With these
 * variables it writes it at the end, and talks to the API server as fast as that answers. An engine that is killed then
 * remembers nothing.
 */
export const WITHOUT_CHECKPOINTS: Readonly<Record<string, string>> = {
  PULUMI_EXPERIMENTAL: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
  PULUMI_K8S_CLIENT_QPS: "400",
  PULUMI_K8S_CLIENT_BURST: "800",
};

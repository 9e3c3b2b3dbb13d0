import { nameOf } from "./environment.js";

/** An existing cluster with applications in a row, each of which calls the next one. */
export function settingsInRow(count: number): Record<string, unknown> {
  const application = (at: number): object => ({
    ports: [8080],
    egress: { applications: at < count ? [{ application: nameOf(at + 1), ports: [8080] }] : [] },
    ingressFrom: { applications: at > 1 ? [{ application: nameOf(at - 1) }] : [] },
  });
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  return {
    name: "bench",
    existingCluster: { context: "testbed", podCidrBlocks: ["10.244.0.0/16"] },
    calico: { install: false },
    applications: Object.fromEntries(positions.map((at) => [nameOf(at), application(at)])),
  };
}

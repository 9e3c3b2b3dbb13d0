import { findParts } from "./build/build.js";
import { CLUSTER_PARTS } from "./build/parts.js";
import { startCalicoApi } from "./cluster/calico-api-server.js";
import { startControlPlane } from "./cluster/control-plane.js";
import { registerNodes, startFelix, startRelays } from "./network/felix.js";
import { Shelter, whyNoNamespaces } from "./network/shelter.js";
import { addNetwork } from "./network/topology.js";
import { Run } from "./run/state.js";

async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const result = await work();
  console.log(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

/** Ends what a testbed left, also one that crashed. */
export async function down(): Promise<void> {
  const run = Run.found();
  if (run === undefined) {
    console.log("no testbed runs");
    return;
  }
  await step("testbed down", () => run.end());
}

/** Control plane, Calico API server, nodes with Felix; one that fails halfway leaves nothing. */
export async function up(): Promise<Run> {
  const impossible = whyNoNamespaces();
  if (impossible !== undefined) throw new Error(impossible);
  const parts = findParts(CLUSTER_PARTS);
  if (Run.found() !== undefined) await down();
  const run = Run.begin();
  try {
    const plane = await step("control plane", () =>
      startControlPlane(run, parts.controlPlane.folder),
    );
    await step("Calico API server", () => startCalicoApi(run, parts.calicoApiServer, plane));
    await step("nodes with Felix", async () => {
      const shelter = await Shelter.open(run);
      shelter.demand(addNetwork());
      await registerNodes(run);
      startRelays(run, shelter, plane.apiPort);
      await startFelix(run, shelter, parts.felix.binary);
    });
    return run;
  } catch (error) {
    await run.end();
    throw error;
  }
}

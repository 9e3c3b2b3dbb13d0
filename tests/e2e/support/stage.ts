import type { KubernetesObject } from "../../../testbed/kubernetes/api.js";
import type { Rendered } from "../../prover/invariants/cluster.js";
import { Applied } from "./applied.js";
import { LOAD_BALANCER_KINDS } from "./load-balancer-kinds.js";
import { type Cast, Scene } from "./scene.js";
import { Tracer } from "./settle.js";
import { runningTestbed } from "./testbed.js";

/** Only these decide about traffic; the rest of the rendered objects belongs to other suites. */
const TRAFFIC_KINDS = [
  ...["Namespace", "ServiceAccount", "NetworkPolicy", "GlobalNetworkPolicy", "Tier"],
  ...["ClusterNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy"],
  "StagedKubernetesNetworkPolicy",
];

export function deciding(objects: readonly object[]): Rendered[] {
  return (objects as readonly Rendered[]).filter(({ kind }) => TRAFFIC_KINDS.includes(kind));
}

/** Pods and addresses, and the objects that decide about them. */
export interface Stage {
  readonly scene: Scene;
  /** Returns when Felix enforces exactly these. */
  readonly become: (objects: readonly KubernetesObject[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The cast in the running testbed, without any policy yet. */
export async function openStage(cast: Cast): Promise<Stage> {
  const testbed = runningTestbed();
  const applied = new Applied(testbed.api);
  await applied.become(LOAD_BALANCER_KINDS);
  const tracer = new Tracer(testbed);
  await tracer.open();
  const scene = await Scene.open(testbed, cast);
  await tracer.settle();
  return {
    scene,
    become: async (objects) => {
      await applied.become([...LOAD_BALANCER_KINDS, ...objects]);
      await tracer.settle();
    },
    close: async () => {
      await applied.become([]);
      await scene.close();
      await tracer.close();
    },
  };
}

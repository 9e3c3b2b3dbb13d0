import type { KubernetesApi, KubernetesObject } from "../../../testbed/kubernetes/api.js";
import type { Rendered } from "../../checks/traffic/cluster.js";
import { Applied } from "./applied.js";
import { LiveScene } from "./live-scene.js";
import { LOAD_BALANCER_KINDS } from "./load-balancer-kinds.js";
import { NamespaceScene } from "./namespace-scene.js";
import type { Cast, OpenScene, Scene } from "./scene.js";
import { Tracer } from "./settle.js";
import { clusterUnderTest, isGivenCluster, runningTestbed } from "./testbed.js";

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
  /** Returns when exactly these are enforced. */
  readonly become: (objects: readonly KubernetesObject[]) => Promise<void>;
  /** Others who come later. */
  readonly enter: OpenScene;
  readonly close: () => Promise<void>;
}

/** Pods of the cluster itself. */
export function livePods(api: KubernetesApi): OpenScene {
  return (cast) => LiveScene.open(api, cast);
}

/** Pods of a given cluster, network namespaces of the testbed's own. */
function scenesHere(api: KubernetesApi): OpenScene {
  if (isGivenCluster()) return livePods(api);
  const testbed = runningTestbed();
  return (cast) => NamespaceScene.open(testbed, cast);
}

/** The cast, without any policy yet. */
export async function openStage(
  cast: Cast,
  scenes: (api: KubernetesApi) => OpenScene = scenesHere,
): Promise<Stage> {
  const { api } = clusterUnderTest();
  const enter = scenes(api);
  const applied = new Applied(api);
  await applied.become(LOAD_BALANCER_KINDS);
  const tracer = await Tracer.open(api, enter);
  const scene = await enter(cast);
  await tracer.settle();
  return {
    scene,
    enter,
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

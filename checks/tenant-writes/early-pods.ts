import { podWrite, type TriedWrite } from "./tried-write.js";

/** Pods that would run on a new node before Calico does. */
export function earlyPods(startupTaint: string): TriedWrite[] {
  return [
    podWrite("a pod that tolerates the start-up taint", {
      tolerations: [{ key: startupTaint, operator: "Exists" }],
    }),
    podWrite("a pod that tolerates the start-up taint by its value", {
      tolerations: [{ key: startupTaint, operator: "Equal", value: "", effect: "NoSchedule" }],
    }),
    podWrite("a pod that tolerates every taint", { tolerations: [{ operator: "Exists" }] }),
    podWrite("a pod that names its node", { nodeName: "node1" }),
  ];
}

/** Pods that wait. */
export const PATIENT_PODS: readonly TriedWrite[] = [
  podWrite("a pod without tolerations", {}),
  podWrite("a pod for GPUs", { tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] }),
];

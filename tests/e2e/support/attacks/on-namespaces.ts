import type { Attack } from "./attack.js";
import { OWN, OTHER, attack, create, merge, remove } from "./attack.js";
import { RESTRICTED_POD } from "../restricted-pod.js";

export const NAMESPACES: readonly Attack[] = [
  attack(
    "relabels its namespace",
    "policies no longer select it, and pods may be privileged",
    merge(OWN, { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } }),
  ),
  attack(
    "annotates its namespace with more hosts",
    "it answers for another application's host",
    merge(OWN, { metadata: { annotations: { hosts: "another.example" } } }),
  ),
  attack("deletes its namespace", "walls and data are gone", remove(OWN)),
  attack(
    "makes a namespace",
    "it has one without quota and boundary",
    create("/api/v1/namespaces", "v1", "Namespace"),
  ),
  attack(
    "raises its quota",
    "it takes the nodes of others",
    merge(`${OWN}/resourcequotas/app-isolation`, { spec: { hard: { pods: "10000" } } }),
  ),
  attack(
    "deletes its quota",
    "it takes the nodes of others",
    remove(`${OWN}/resourcequotas/app-isolation`),
  ),
  attack(
    "deletes its limits",
    "a container without limits takes its node",
    remove(`${OWN}/limitranges/app-isolation`),
  ),
];

export const OTHERS: readonly Attack[] = [
  attack("reads pods of another application", "it learns of others", { path: `${OTHER}/pods` }),
  attack("reads Secrets of another application", "it holds its keys", { path: `${OTHER}/secrets` }),
  attack(
    "runs a pod in another namespace",
    "it is inside that boundary",
    create(`${OTHER}/pods`, "v1", "Pod", { spec: RESTRICTED_POD }),
  ),
  attack(
    "runs a pod in kube-system",
    "it is outside of every rule",
    create("/api/v1/namespaces/kube-system/pods", "v1", "Pod", { spec: RESTRICTED_POD }),
  ),
  attack("reads Secrets of every namespace", "it holds all keys", { path: "/api/v1/secrets" }),
  attack(
    "takes a token of another application's service account",
    "it has that application's role in AWS",
    create(`${OTHER}/serviceaccounts/default/token`, "authentication.k8s.io/v1", "TokenRequest", {
      metadata: {},
      spec: {},
    }),
  ),
  attack(
    "ranks its pods above all others",
    "the scheduler evicts pods of others for its own",
    create("/apis/scheduling.k8s.io/v1/priorityclasses", "scheduling.k8s.io/v1", "PriorityClass", {
      value: 1_000_000_000,
    }),
  ),
  attack(
    "makes a volume of a node's folder",
    "it reads the data of others, and what the node keeps",
    create("/api/v1/persistentvolumes", "v1", "PersistentVolume", {
      spec: {
        capacity: { storage: "1Gi" },
        accessModes: ["ReadWriteOnce"],
        hostPath: { path: "/" },
      },
    }),
  ),
  attack("changes a node", "pods of others come to it", create("/api/v1/nodes", "v1", "Node")),
];

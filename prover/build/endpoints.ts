import { Truth } from "../model/truth.js";
import type { Endpoint, Policy } from "../model/world.js";
import type { ObjectKind } from "../read/kinds.js";
import { evaluateSelector } from "../selectors/evaluate-selector.js";
import { exactLabels } from "../selectors/labels.js";
import type { BuildContext } from "./build-context.js";
import type { Field } from "./field.js";
import { podLabels, type InheritedLabels } from "./inherited-labels.js";
import { Ownership, WORKLOAD_KINDS } from "./ownership.js";
import { readAddresses, readNamedPorts } from "./pod-spec.js";

/** The path of the pod template in each kind of workload. */
const TEMPLATES: Partial<Record<ObjectKind, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};
const TEMPLATE = ["spec", "template"];

/** Labels that controllers write on the pods they make. */
const CONTROLLER_LABELS: Partial<Record<ObjectKind, readonly string[]>> = {
  Deployment: ["pod-template-hash"],
  StatefulSet: [
    "apps.kubernetes.io/pod-index",
    "controller-revision-hash",
    "statefulset.kubernetes.io/pod-name",
  ],
  DaemonSet: ["controller-revision-hash", "pod-template-generation"],
  Job: jobLabels(),
  CronJob: jobLabels(),
};

function jobLabels(): readonly string[] {
  const names = ["controller-uid", "job-name", "job-completion-index"];
  return [...names, ...names.map((name) => `batch.kubernetes.io/${name}`)];
}

/** Pods and workloads that Calico polices. Pods take the place of the workload that made them. */
export function readEndpoints(context: BuildContext, inherited: InheritedLabels): Endpoint[] {
  const ownership = new Ownership(context);
  const running = context.of("Pod").filter((pod) => isPoliced(context.open(pod), context));
  const superseded = new Set(running.flatMap((pod) => ownership.findOwners(pod)));
  const pods = running.map((pod) => podEndpoint(context.open(pod), context, inherited));
  const workloads = context
    .of(...WORKLOAD_KINDS)
    .filter((object) => !superseded.has(object) && ownership.findOwners(object).length === 0)
    .filter((object) => !isHostNetwork(podTemplate(context.open(object)), context))
    .map((object) => workloadEndpoint(context.open(object), context, inherited));
  return withUniqueIds([...pods, ...workloads]);
}

const FINISHED: readonly unknown[] = ["Succeeded", "Failed"];

function isPoliced(pod: Field, context: BuildContext): boolean {
  if (FINISHED.includes(pod.at("status").at("phase").value)) {
    pod.note("finished-pod", "The pod has finished, so it is left out.");
    return false;
  }
  return !isHostNetwork(pod, context);
}

function isHostNetwork(pod: Field, context: BuildContext): boolean {
  const flag = pod.at("spec").at("hostNetwork");
  if (!flag.flag()) return false;
  const { kind, namespace = "", name } = pod.object.ref;
  flag.note("host-network", "The pod uses its node's network, so no policy applies to it.");
  context.notModelled.push(
    `${kind} ${namespace}/${name} uses its node's network: no policy selects it, and it sends from ` +
      "the node's address.",
  );
  return true;
}

function podTemplate(object: Field): Field {
  const path = TEMPLATES[object.object.kind] ?? TEMPLATE;
  const template = path.reduce((field, name) => field.at(name), object);
  if (!template.given) template.error("no-pod-template", "The workload has no pod template.");
  return template;
}

function podEndpoint(pod: Field, context: BuildContext, inherited: InheritedLabels): Endpoint {
  const nodeName = pod.at("spec").at("nodeName").filledText();
  return {
    ...endpointBase(pod, pod, inherited),
    kind: "pod",
    addresses: readAddresses(pod, context),
    ...(nodeName === undefined ? {} : { nodeName }),
  };
}

function workloadEndpoint(
  object: Field,
  context: BuildContext,
  inherited: InheritedLabels,
): Endpoint {
  return {
    ...endpointBase(object, podTemplate(object), inherited),
    kind: "workload",
    addresses: { kind: "somewhere-in", ranges: context.podRanges },
  };
}

type Base = Pick<Endpoint, "id" | "namespace" | "name" | "labels" | "ports" | "object">;

function endpointBase(object: Field, pod: Field, inherited: InheritedLabels): Base {
  const { ref, kind } = object.object;
  const { namespace = "default", name } = ref;
  const spec = pod.at("spec");
  const facts = {
    namespace,
    serviceAccount: readServiceAccount(spec),
    labels: pod.at("metadata").at("labels").texts(),
    controllerLabels: CONTROLLER_LABELS[kind],
  };
  return {
    id: `${namespace}/${name}`,
    namespace,
    name,
    labels: podLabels(facts, inherited),
    ports: readNamedPorts(spec),
    object: ref,
  };
}

/** `serviceAccount` is the old name of the field; without either, Kubernetes takes `default`. */
function readServiceAccount(spec: Field): string {
  const names = [spec.at("serviceAccountName"), spec.at("serviceAccount")];
  return names.map((name) => name.filledText()).find((name) => name !== undefined) ?? "default";
}

/** A pod keeps its plain name; workloads that share theirs with something else say their kind. */
function withUniqueIds(endpoints: readonly Endpoint[]): Endpoint[] {
  const count = new Map<string, number>();
  for (const { id } of endpoints) count.set(id, (count.get(id) ?? 0) + 1);
  return endpoints.map((endpoint) => {
    const shared = (count.get(endpoint.id) ?? 0) > 1 && endpoint.kind === "workload";
    if (!shared) return endpoint;
    const kind = endpoint.object?.kind.toLowerCase() ?? endpoint.kind;
    return { ...endpoint, id: `${endpoint.namespace}/${kind}/${endpoint.name}` };
  });
}

/** A host endpoint polices its node. The prover does not model that, so it reports the host endpoint. */
export function reportHostEndpoints(context: BuildContext, policies: readonly Policy[]): void {
  for (const source of context.of("HostEndpoint")) {
    const object = context.open(source);
    const labels = exactLabels(object.at("metadata").at("labels").texts());
    const node = object.at("spec").at("node").text() ?? "its node";
    const selecting = policies
      .filter(({ staged }) => !staged)
      .filter(({ selector }) => evaluateSelector(selector, labels) !== Truth.No)
      .map(({ name }) => name);
    const by =
      selecting.length === 0 ? "no policy selects it" : `selected by ${selecting.join(", ")}`;
    const message =
      `The host endpoint ${source.ref.name} polices traffic from and to ${node} (${by}). ` +
      "Without a profile it denies all traffic that no policy allows.";
    object.warn("host-endpoint", message);
    context.notModelled.push(message);
  }
}

import type { KubernetesObject } from "../kubernetes/api.js";
import type { Pod } from "../network/topology.js";

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

/** What a kubelet reads of a pod. */
export interface PodObject extends KubernetesObject {
  readonly spec: { readonly nodeName?: string; readonly containers: readonly Container[] };
}

/** Programs that stand for images: the part of the name before the tag, the path inside, and the binary here. */
export interface Image {
  readonly name: string;
  readonly program: string;
  readonly binary: string;
}

/** A process of a container: its name among the processes of the run, and its command inside the pod's network. */
export interface ContainerProcess {
  readonly name: string;
  readonly argv: readonly string[];
}

/** The image's program in place of its path. */
export function onThisMachine(image: Image, command: readonly string[]): readonly string[] {
  const [program = "", ...args] = command;
  if (program !== image.program) throw new Error(`${image.name} has no ${program}`);
  return [image.binary, ...args];
}

export function usesOnly(image: Image, { spec }: PodObject): boolean {
  return spec.containers.every((each) => each.image.startsWith(`${image.name}:`));
}

/** One process for each container: the image's program with the container's arguments and variables. */
export function processesOf(image: Image, object: PodObject): ContainerProcess[] {
  const { name, namespace = "" } = object.metadata;
  return object.spec.containers.map((container) => {
    const { command = [image.program], args = [], env = [] } = container;
    const variables = env.map((each) => `${each.name}=${each.value ?? ""}`);
    const argv = ["env", "-i", ...variables, ...onThisMachine(image, [...command, ...args])];
    return { name: `container-${namespace}-${name}-${container.name}`, argv };
  });
}

/** What a kubelet reports of a pod whose containers run. */
export function runningStatus({ spec }: PodObject, { address }: Pod): object {
  const startedAt = new Date().toISOString();
  return {
    phase: "Running",
    podIP: address,
    podIPs: [{ ip: address }],
    conditions: [{ type: "ContainersReady", status: "True" }],
    containerStatuses: spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: image,
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt } },
    })),
  };
}

/** The part of an EC2 instance type that decides its image. */
export interface InstanceFamily {
  readonly architecture: "x86_64" | "arm64";
  readonly nvidia: boolean;
}

const INSTANCE_TYPE = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.[a-z0-9-]+$/;

/** Letters after the generation name the processor: "g" is Graviton, as in m7g, c7gn, is4gen, g5g. */
const GRAVITON = /^(a1|[a-z]+\d+[a-z]*g[a-z]*)(-|$)/;

/** Grace CPUs stand beside the GPU, behind a dash. */
const GRACE = /-gb\d+$/;

/** Families with NVIDIA GPUs that the AL2023 image has drivers for. g4ad has AMD GPUs. */
const NVIDIA = /^(g[4-9](?!ad)|gr\d|p[3-9])/;

/** What an instance type such as `m7i.large` runs on, or `undefined` when it is not spelled like one. */
export function parseInstanceFamily(instanceType: string): InstanceFamily | undefined {
  const family = INSTANCE_TYPE.exec(instanceType)?.[1];
  if (family === undefined) return undefined;
  const arm = GRAVITON.test(family) || GRACE.test(family);
  return { architecture: arm ? "arm64" : "x86_64", nvidia: NVIDIA.test(family) };
}

import { propertyMap, UNKNOWN } from "../values.js";
import type { Mode } from "../recorded.js";
import { encodeMap } from "../wire.js";
import type { WireObject } from "../wire.js";
import { AWS_OUTPUTS, otherAwsOutputs } from "./aws.js";
import { fakeHex, fakeUuid } from "./context.js";
import type {
  Generated,
  Outputs,
  GenerateOutputs,
  OutputTable,
  ResourceContext,
} from "./context.js";
import type { VirtualResource } from "./context.js";
import { EC2_OUTPUTS } from "./ec2.js";
import { EKS_COMPONENT_OUTPUTS } from "./eks-component.js";
import { EKS_OUTPUTS } from "./eks.js";
import { KUBERNETES_OUTPUTS, kubernetesObject } from "./kubernetes.js";

const TABLE: OutputTable = {
  ...AWS_OUTPUTS,
  ...EC2_OUTPUTS,
  ...EKS_OUTPUTS,
  ...EKS_COMPONENT_OUTPUTS,
  ...KUBERNETES_OUTPUTS,
};

/** By package, for the types no row names. */
const PACKAGES: [prefix: string, generate: GenerateOutputs][] = [
  ["pulumi:providers:", (resource) => ({ id: fakeUuid(resource) })],
  ["kubernetes:", kubernetesObject],
  ["aws:", otherAwsOutputs],
];

const anything: GenerateOutputs = (resource) => ({
  id: `${resource.name}-${fakeHex(resource, 7)}`,
});

export interface Answer {
  id: string | undefined;
  /** To be laid over the echoed inputs. */
  outputs: WireObject;
  virtual: VirtualResource[];
}

/** A read or imported resource keeps the id it was asked by, in every output that holds it. */
export function answerExisting(resource: ResourceContext, id: string): Answer {
  const answered = answerCustom({ ...resource, existingId: id }, "update");
  const generated = JSON.stringify(answered.id ?? "").slice(1, -1);
  const text = JSON.stringify(answered.outputs);
  const outputs = text.replaceAll(generated, JSON.stringify(id).slice(1, -1));
  return { ...answered, id, outputs: JSON.parse(outputs) as WireObject };
}

export function answerCustom(resource: ResourceContext, mode: Mode): Answer {
  const byPackage = PACKAGES.find(([prefix]) => resource.type.startsWith(prefix))?.[1];
  const generate = TABLE[resource.type] ?? byPackage ?? anything;
  const generated = generate(resource);
  // A provider's id is part of every reference to it, so a preview knows it too.
  const isProvider = resource.type.startsWith("pulumi:providers:");
  return answer(
    { ...generated, known: { ...commonOutputs(resource), ...generated.known } },
    mode,
    isProvider,
  );
}

/** A remote component no row names has no outputs: the SDK then falls back to its inputs. */
export function answerRemote(resource: ResourceContext, mode: Mode): Answer {
  return answer(TABLE[resource.type]?.(resource) ?? { id: "" }, mode, false);
}

function answer(generated: Generated, mode: Mode, knowsId: boolean): Answer {
  const { id, known = {}, created = {}, computed = {}, virtual = [] } = generated;
  const preview = mode === "preview";
  const outputs = preview
    ? { ...known, ...asUnknown(computed) }
    : { ...known, ...created, ...computed };
  return {
    id: id === "" || (preview && !knowsId) ? undefined : id,
    outputs: encodeMap(outputs),
    virtual,
  };
}

function asUnknown(outputs: Outputs): Outputs {
  return Object.fromEntries(Object.keys(outputs).map((key) => [key, UNKNOWN]));
}

/** Every AWS resource says its region and all its tags, the provider's default ones included. */
function commonOutputs({ type, inputs, region, provider }: ResourceContext): Outputs {
  if (!type.startsWith("aws:")) {
    return {};
  }
  const defaults = propertyMap(propertyMap(provider.defaultTags).tags);
  const tagsAll = { ...defaults, ...propertyMap(inputs.tags) };
  return Object.keys(tagsAll).length === 0 ? { region } : { region, tagsAll };
}

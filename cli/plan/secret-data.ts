import {
  unwrapSecrets,
  type PropertyMap,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { SECRET } from "../../basics/json.js";

/** A Secret of Kubernetes is one whether or not the program marked what it put in. */
const KUBERNETES_SECRET = /^kubernetes:core\/v1:Secret(Patch)?$/;

const DATA = ["data", "stringData"];

/** The keys stay, so that the plan shows which entries there are. */
function maskedEntries(map: PropertyMap): PropertyMap {
  const entries = Object.entries(map).map(([field, value]) => {
    const plain = unwrapSecrets(value);
    if (!DATA.includes(field) || typeof plain !== "object" || plain === null) return [field, value];
    return [field, Object.fromEntries(Object.keys(plain).map((key) => [key, SECRET]))];
  });
  return Object.fromEntries(entries) as PropertyMap;
}

function maskedResource(resource: RecordedResource): RecordedResource {
  if (!KUBERNETES_SECRET.test(resource.type)) return resource;
  const { inputs, outputs } = resource;
  return { ...resource, inputs: maskedEntries(inputs), outputs: maskedEntries(outputs) };
}

/** The same recording without the content of any Kubernetes Secret. */
export function withMaskedSecretData(recorded: RecordedProgram): RecordedProgram {
  return { ...recorded, resources: recorded.resources.map(maskedResource) };
}

export { criticalPath } from "./critical-path.js";
export type { CriticalPath, Order } from "./critical-path.js";
export { RecordingError } from "./failures.js";
export { dataOrder, dependsTransitively, destroyOrder, engineOrder } from "./graph.js";
export { loadProgram } from "./load-program.js";
export type { ProgramSource } from "./load-program.js";
export {
  markKubernetesSecrets,
  maskProgram,
  maskSecretObject,
  maskText,
  redact,
  secretTexts,
} from "./mask.js";
export { manifestsIn } from "./manifests.js";
export type { Manifest } from "./manifests.js";
export { nameInUrn } from "./urn.js";
export { recordProgram } from "./record-program.js";
export type { Program, RecordOptions } from "./record-program.js";
export type {
  MaskedProgram,
  MaskedResource,
  Mode,
  RecordedAlias,
  RecordedLog,
  RecordedOutputs,
  RecordedProgram,
  RecordedResource,
} from "./recorded.js";
export type { StackConfig } from "./stack-settings.js";
export { isSecret, isUnknown, markSecret, propertyText, UNKNOWN, unwrapSecrets } from "./values.js";
export type { PropertyMap, PropertyValue, Secret, Unknown } from "./values.js";

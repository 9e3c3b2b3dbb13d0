export type {
  Assertion,
  AssertionKind,
  AssertionResult,
  ClosedEnd,
  PartySelector,
  PartySet,
} from "./assertions/assertion.js";
export { checkAssertions } from "./assertions/check-assertions.js";
export type { Counterexample } from "./assertions/counterexample.js";
export { deciderText, directionText } from "./assertions/decision-text.js";
export { parseTraffic, TRAFFIC_EXAMPLES } from "./reach/parse-traffic.js";
export { readAssertions, type ReadAssertions } from "./assertions/read-assertions.js";
export { evaluateFlow } from "./evaluate/evaluate-flow.js";
export { checkGuards, GUARDS } from "../checks/tenant-writes/check-tenant-writes.js";
export type { Guard } from "../checks/tenant-writes/tenant-write-check.js";
export type {
  ApplicationFacts,
  DeclaredPeer,
  InvariantInput,
} from "../checks/traffic/application-facts.js";
export { checkInvariants } from "../checks/traffic/check-invariants.js";
export type { Invariant, InvariantResult } from "../checks/traffic/invariant.js";
export { INVARIANTS } from "../checks/traffic/invariants.js";
export { UNMANAGED_PROBE } from "../checks/traffic/probes.js";
export type { Lint, LintContext } from "../checks/manifests/lint.js";
export { findLints, LINTS } from "../checks/manifests/lints.js";
export { type FindingText, WORLD_FINDINGS } from "../checks/manifests/world-findings.js";
export type * from "./model/address-range.js";
export { OUTSIDE_POLICY } from "./model/outside-policy.js";
export { hasPorts, isIcmp, Protocol } from "./model/protocols.js";
export { ANY_VALUE, type Labels, type LabelValue, type Selector } from "./model/selector.js";
export type * from "./model/service.js";
export type * from "./model/traffic.js";
export { both, either, not, Truth, truthOf } from "./model/truth.js";
export type * from "./model/world.js";
export { parseNetwork } from "./build/addresses.js";
export { buildWorld } from "./build/build-world.js";
export type { MissingTypes, TieBreak, WorldOptions } from "./build/world-options.js";
export type { ObjectHead, Wanted } from "./read/object-head.js";
export { readManifests } from "./read/read-manifests.js";
export { readPaths } from "./read/read-paths.js";
export { isCalicoStorage, type ObjectKind } from "./read/kinds.js";
export { LIMITS } from "./read/limits.js";
export {
  formatPath,
  type GuardObject,
  type JsonObject,
  type ManifestSource,
  type Path,
  type RawObject,
  type ReadResult,
  type UnknownKind,
} from "./read/read-result.js";
export { computeReachability } from "./reach/compute-reachability.js";
export type { PartyRef, ReachParty } from "./reach/reach-peers.js";
export type { Reachability, VisitPair } from "./reach/reachability.js";
export { icmpValue, type TrafficJson, TrafficSet } from "./reach/traffic-set.js";
export { evaluateSelector } from "./selectors/evaluate-selector.js";
export { adversaryLabels, exactLabels, labelsWith, type KnownLabels } from "./selectors/labels.js";
export { MAX_SELECTOR, parseSelector } from "./selectors/parse-selector.js";
export { printSelector } from "./selectors/print-selector.js";
export { MAX_LABEL, SelectorError } from "./selectors/tokens.js";
export { partiesOf, PartyError, partyOf, zonesAt } from "./zones/find-peers.js";
export { readZones, type ReadZones } from "./zones/read-zones.js";
export { type Backend, backendsOf, servicePortAt } from "./zones/service-backends.js";
export { serviceId, serviceNamed } from "./zones/service-names.js";
export {
  networksOf,
  podRangesOf,
  type Zone,
  ZONE_KINDS,
  type ZoneKind,
  type ZoneMap,
  zoneNamed,
  zonesOfKind,
} from "./zones/zone.js";
export {
  type SubnetAddress,
  zonesOfAddresses,
  type ZoneSurroundings,
} from "./zones/zones-of-addresses.js";

export type {
  Assertion,
  AssertionKind,
  AssertionResult,
  ClosedEnd,
  PeerSelector,
  PeerSet,
} from "./assertions/assertion.js";
export { checkAssertions } from "./assertions/check-assertions.js";
export type { Counterexample } from "./assertions/counterexample.js";
export { deciderText, directionText } from "./assertions/decision-text.js";
export { readAssertions, type ReadAssertions } from "./assertions/read-assertions.js";
export { parseNetwork } from "./build/addresses.js";
export { buildWorld } from "./build/build-world.js";
export type { MissingTypes, TieBreak, WorldOptions } from "./build/world-options.js";
export { evaluateFlow } from "./evaluate/evaluate-flow.js";
export type * from "./model/address-range.js";
export { formatPath, type Path } from "./model/path.js";
export { OUTSIDE_POLICY } from "./model/outside-policy.js";
export {
  Protocol,
  findProtocol,
  formatProtocol,
  hasPorts,
  icmpMessage,
  icmpValue,
  isIcmp,
  valueSpace,
} from "./model/protocols.js";
export { ANY_VALUE, type LabelValue, type Labels, type Selector } from "./model/selector.js";
export type * from "./model/traffic.js";
export { Truth, both, either, not, truthOf } from "./model/truth.js";
export type * from "./model/world.js";
export { computeReachability } from "./reach/compute-reachability.js";
export { formatPacket, formatTraffic } from "./reach/format-traffic.js";
export { TRAFFIC_EXAMPLES, TrafficError, parseTraffic } from "./reach/parse-traffic.js";
export type { PeerRef, ReachPeer } from "./reach/peer-table.js";
export type { Reachability, VisitPair } from "./reach/reachability.js";
export { splitTraffic } from "./reach/split-traffic.js";
export { TrafficSet, type TrafficJson } from "./reach/traffic-set.js";
export { isCalicoStorage, type ObjectKind } from "./read/kinds.js";
export { LIMITS } from "./read/limits.js";
export type { ObjectHead, Wanted } from "./read/object-head.js";
export { readManifests } from "./read/read-manifests.js";
export { readPaths } from "./read/read-paths.js";
export {
  type AccessControlObject,
  type JsonObject,
  type ManifestSource,
  type RawObject,
  type ReadResult,
  type UnknownKind,
} from "./read/read-result.js";
export { evaluateSelector } from "./selectors/evaluate-selector.js";
export { adversaryLabels, exactLabels, labelsWith, type KnownLabels } from "./selectors/labels.js";
export { MAX_SELECTOR, parseSelector } from "./selectors/parse-selector.js";
export { printSelector } from "./selectors/print-selector.js";
export { MAX_LABEL, SelectorError } from "./selectors/tokens.js";
export {
  PeerError,
  findPeers,
  findPeer,
  serviceId,
  serviceNamed,
  zonesAt,
} from "./zones/find-peers.js";
export { readZones, type ReadZones } from "./zones/read-zones.js";
export { findBackends, servicePortAt, type Backend } from "./zones/service-backends.js";
export {
  ZONE_KINDS,
  networkPeers,
  podRangeTexts,
  zoneNamed,
  zonesOfKind,
  type Zone,
  type ZoneKind,
  type ZoneMap,
} from "./zones/zone.js";
export {
  zonesOfAddresses,
  type SubnetAddress,
  type ZoneAddressFacts,
} from "./zones/zones-of-addresses.js";
export { zonesText } from "./zones/write-zones.js";
export { knownZones } from "./zones/zones-of-addresses.js";
export { NAMESPACE_PREFIX } from "./selectors/labels.js";
export {
  common,
  covers,
  meet,
  networks,
  rangesText,
  subtractRanges,
} from "./zones/address-sets.js";
export { isJsonObject } from "./read/read-result.js";
export { withLabels } from "./assertions/select-peers.js";
export {
  groupEndpoints,
  groupPeers,
  type PeerGroup,
  type PeerGroups,
  zoneGroup,
} from "./assertions/peer-groups.js";
export { worldProblems } from "./assertions/check-assertions.js";
export { judge, type Question } from "./assertions/judge.js";
export { pickExample, packetWith } from "./assertions/traffic-example.js";
export { withCidrsApart } from "./build/cidrs-apart.js";
export { rangesMeet } from "./build/addresses.js";
export { lineFinder, type LineFinder } from "./read/lines.js";

import { listed, suggestion } from "../../basics/nearest.js";
import { ANY_VALUE, type Labels } from "../model/selector.js";
import type { Endpoint, World } from "../model/world.js";
import { NAMESPACE_PREFIX } from "../selectors/labels.js";
import type { Zone, ZoneMap } from "../zones/zone.js";
import type { PeerSelector, PeerSet } from "./assertion.js";

/** The peers that a description selects. */
export interface Selected {
  readonly endpoints: readonly Endpoint[];
  readonly zones: readonly Zone[];
  /** Parts of the description that select no peer. */
  readonly problems: readonly string[];
}

/** Selects pods and zones by descriptions, and makes future pods with labels that no pod has yet. */
export class PeerGroupFinder {
  /** Endpoints that are in no manifest: future pods with certain labels. */
  readonly made = new Map<string, Endpoint>();

  constructor(
    private readonly world: World,
    private readonly zones: ZoneMap,
  ) {}

  select({ any, except }: PeerSet): Selected {
    const found = any.map((selector) => this.selectOne(selector));
    const taken = except.map((selector) => this.selectOne(selector));
    const without = <T>(all: readonly T[], some: readonly T[]): T[] =>
      [...new Set(all)].filter((each) => !some.includes(each));
    const endpoints = without(
      found.flatMap((each) => each.endpoints),
      taken.flatMap((each) => each.endpoints),
    );
    const zones = without(
      found.flatMap((each) => each.zones),
      taken.flatMap((each) => each.zones),
    );
    const problems = [...found, ...taken].flatMap((each) => each.problems);
    const isEmpty = endpoints.length + zones.length === 0 && problems.length === 0;
    return { endpoints, zones, problems: isEmpty ? ["`except` excludes every peer."] : problems };
  }

  private selectOne(selector: PeerSelector): Selected {
    if (selector.zones !== undefined) return this.selectZones(selector.zones);
    const problems = this.findNamespaceProblems(selector.namespaces ?? []);
    if (problems.length > 0) return { endpoints: [], zones: [], problems };
    const inside = this.world.endpoints.filter((endpoint) => isInNamespace(endpoint, selector));
    const endpoints = this.selectPods(inside, selector);
    const empty = endpoints.length === 0 ? [nothingMatches(selector, inside)] : [];
    return { endpoints, zones: [], problems: empty };
  }

  private selectZones(patterns: readonly string[]): Selected {
    const names = this.zones.zones.map(({ name }) => name);
    const zones = this.zones.zones.filter(({ name }) => matchesAny(name, patterns));
    const problems = patterns
      .filter((pattern) => !names.some((name) => matchesAny(name, [pattern])))
      .map(
        (name) =>
          `Unknown zone ${JSON.stringify(name)}.${suggestion(name, names)} Zones: ${listed(names, 12)}.`,
      );
    return { endpoints: [], zones, problems };
  }

  private findNamespaceProblems(patterns: readonly string[]): string[] {
    const { namespaces } = this.world;
    return patterns
      .filter((pattern) => !namespaces.some((name) => matchesAny(name, [pattern])))
      .map(
        (pattern) =>
          `Unknown namespace ${JSON.stringify(pattern)}.${suggestion(pattern, namespaces)}`,
      );
  }

  /** Pods by name exist; pods by labels exist or may yet be created where no pod is known. */
  private selectPods(inside: readonly Endpoint[], { pods, podLabels }: PeerSelector): Endpoint[] {
    if (pods === undefined && podLabels === undefined) return [...inside];
    const known = inside.filter(({ kind }) => kind !== "adversary");
    const named = known
      .filter(({ name }) => pods === undefined || matchesAny(name, pods))
      .filter(({ labels }) => mayHave(labels, podLabels ?? {}));
    if (pods !== undefined || podLabels === undefined) return named;
    const crowded = new Set(known.map(({ namespace }) => namespace));
    const matched = new Set(named.map(({ namespace }) => namespace));
    const future = inside
      .filter(
        ({ kind, namespace }) =>
          kind === "adversary" && (matched.has(namespace) || !crowded.has(namespace)),
      )
      .map((adversary) => this.make(adversary, podLabels));
    return [...named, ...future];
  }

  private make(adversary: Endpoint, labels: LabelTable): Endpoint {
    const made = withLabels(adversary, labels);
    const known = this.made.get(made.id) ?? made;
    this.made.set(made.id, known);
    return known;
  }
}

function isInNamespace(
  { namespace, labels }: Endpoint,
  { namespaces, namespaceLabels = {} }: PeerSelector,
): boolean {
  const inherited = Object.entries(namespaceLabels).map(
    ([label, value]) => [NAMESPACE_PREFIX + label, value] as const,
  );
  return (
    (namespaces === undefined || matchesAny(namespace, namespaces)) &&
    mayHave(labels, Object.fromEntries(inherited))
  );
}

/** An unknown label may have the wanted value. */
function mayHave(labels: Labels, wanted: LabelTable): boolean {
  return Object.entries(wanted).every(([label, value]) => {
    const seen = labels.get(label);
    return seen === ANY_VALUE || seen === value;
  });
}

function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => compileGlob(pattern).test(name));
}

function compileGlob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\*", ".*");
  return new RegExp(`^${escaped}$`);
}

function nothingMatches({ text, pods = [] }: PeerSelector, inside: readonly Endpoint[]): string {
  const names = inside.filter(({ kind }) => kind !== "adversary").map(({ name }) => name);
  const [wanted = ""] = pods;
  const known = inside.length === 0 ? "" : ` Known pods: ${listed(names)}.`;
  return `Nothing matches ${text}.${suggestion(wanted, names)}${known}`;
}

export type LabelTable = Readonly<Record<string, string>>;

/** The pod that a tenant may yet create, with these labels: an assertion about labels covers future pods too. */
export function withLabels(adversary: Endpoint, labels: LabelTable): Endpoint {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  const name = `${adversary.name} with ${pairs.sort().join(",")}`;
  return {
    ...adversary,
    id: `${adversary.namespace}/${name}`,
    name,
    labels: overlaid(adversary.labels, labels),
  };
}

function overlaid(base: Labels, labels: LabelTable): Labels {
  return {
    get: (label) => (Object.hasOwn(labels, label) ? labels[label] : base.get(label)),
  };
}

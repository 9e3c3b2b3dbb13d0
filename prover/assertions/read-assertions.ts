import type { Finding } from "../model/world.js";
import type { ConfigField } from "../config-file/config-field.js";
import { openConfig } from "../config-file/open-config.js";
import { TrafficSet } from "../reach/traffic-set.js";
import {
  type Assertion,
  ASSERTION_KINDS,
  type AssertionKind,
  CLOSED_ENDS,
  type PeerSelector,
  type PeerSet,
} from "./assertion.js";
import { parseTraffic, TRAFFIC_EXAMPLES, TrafficError } from "../reach/parse-traffic.js";

/** The assertions of a file and its findings; with an error among them, trust none of the assertions. */
export interface ReadAssertions {
  readonly assertions: readonly Assertion[];
  readonly findings: readonly Finding[];
}

/**
 * Reads a file of assertions:
 *
 * ```yaml
 * assertions:
 *   - name: Tenants never meet
 *     never:                                   # no traffic may pass, with any labels and addresses
 *       from: { namespace: "tenant-*" }
 *       to: { namespace: "tenant-*" }
 *       ignoreOwnNamespace: true
 *   - always:                                  # this traffic must pass; `traffic` is required
 *       from: { namespace: shop }
 *       to: { namespace: kube-system, podLabels: { k8s-app: kube-dns } }
 *       traffic: [53/UDP, 53/TCP]
 *   - only:                                    # only these peers; `closes: from` closes the other end
 *       from: { zone: alb-shop }
 *       to: { namespace: shop, pod: web }
 *       traffic: 8080/TCP
 * ```
 *
 * `from` and `to` take a selector or a list of selectors: `namespace`, `namespaceLabels`, `pod` and `podLabels` together, or `zone`.
 * Names may contain `*`. A text names a zone (`internet`) or `namespace/pod` (`shop/*`). `except` excludes peers.
 * A namespace selects its pods, future ones included; in `always` and `only` it selects the existing pods, if any.
 */
export function readAssertions(text: string, file: string): ReadAssertions {
  const { root, findings } = openConfig(text, file);
  root.only(["assertions"]);
  const items = root.at("assertions").items();
  if (items.length === 0) {
    root.error("no-assertions", "The file has no assertions.", "Write a list under `assertions`.");
  }
  return { assertions: items.flatMap((item) => readAssertion(item) ?? []), findings };
}

function readAssertion(field: ConfigField): Assertion | undefined {
  field.only(["name", ...ASSERTION_KINDS]);
  const given = ASSERTION_KINDS.filter((kind) => field.at(kind).given);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    field.error("bad-assertion", `An assertion has exactly one of ${ASSERTION_KINDS.join(", ")}.`);
    return undefined;
  }
  const body = field.at(kind);
  const closes = kind === "only" ? ["closes"] : [];
  body.only(["from", "to", "traffic", "ignoreOwnNamespace", ...closes]);
  const [from, to] = [readEnd(body, "from"), readEnd(body, "to")];
  const traffic = readTraffic(body.at("traffic"), kind);
  return {
    name: field.at("name").text() ?? writeSentence(kind, from, to, traffic),
    kind,
    from,
    to,
    ...(traffic === undefined ? {} : { traffic }),
    closes: body.at("closes").choice(CLOSED_ENDS) ?? "to",
    ignoreOwnNamespace: readFlag(body.at("ignoreOwnNamespace")),
    origin: field.origin,
  };
}

function writeSentence(
  kind: AssertionKind,
  from: PeerSet,
  to: PeerSet,
  traffic?: TrafficSet,
): string {
  const with_ = traffic === undefined ? "" : ` with ${String(traffic)}`;
  return `${kind}: ${setText(from)} → ${setText(to)}${with_}`;
}

function setText({ any, except }: PeerSet): string {
  const texts = (selectors: readonly PeerSelector[]): string =>
    selectors.map(({ text }) => text).join(", ");
  return except.length === 0 ? texts(any) : `${texts(any)} except ${texts(except)}`;
}

function readFlag(field: ConfigField): boolean {
  if (!field.given || typeof field.value === "boolean") return field.value === true;
  field.error("wrong-type", "Expected true or false.");
  return false;
}

/** `always` requires traffic; the other kinds mean all traffic where none is given. */
function readTraffic(list: ConfigField, kind: AssertionKind): TrafficSet | undefined {
  if (!list.given) {
    if (kind === "always") {
      list.error("no-traffic", "`always` requires `traffic`.", `Write ${TRAFFIC_EXAMPLES}.`);
    }
    return undefined;
  }
  const items = list.items();
  if (items.length === 0) list.error("no-traffic", "`traffic` is an empty list.");
  return TrafficSet.union(items.flatMap(readTrafficItem));
}

function readTrafficItem(item: ConfigField): TrafficSet[] {
  const text = item.text() ?? "";
  if (text === "") return [];
  try {
    return [parseTraffic(text)];
  } catch (error) {
    if (!(error instanceof TrafficError)) throw error;
    item.error("bad-traffic", error.message);
    return [];
  }
}

const SELECTOR_FIELDS = ["namespace", "namespaceLabels", "pod", "podLabels", "zone", "except"];

function readEnd(body: ConfigField, end: "from" | "to"): PeerSet {
  const field = body.at(end);
  const items = field.items();
  if (items.length === 0) field.error("no-peer", `\`${end}\` selects no peer.`);
  const any = items.map((item) => readSelector(item, SELECTOR_FIELDS));
  const except = items
    .filter(({ isMapping }) => isMapping)
    .flatMap((item) => item.at("except").items())
    .map((item) => readSelector(item, SELECTOR_FIELDS.slice(0, -1)));
  return { any, except };
}

function readSelector(field: ConfigField, fields: readonly string[]): PeerSelector {
  if (!field.isMapping) return parseSelectorText(field.text() ?? "");
  field.only(fields);
  const [namespaces, pods, zones] = [
    readNames(field.at("namespace")),
    readNames(field.at("pod")),
    readNames(field.at("zone")),
  ];
  const [namespaceLabels, podLabels] = [
    readLabels(field.at("namespaceLabels")),
    readLabels(field.at("podLabels")),
  ];
  const selector = {
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(namespaceLabels === undefined ? {} : { namespaceLabels }),
    ...(pods === undefined ? {} : { pods }),
    ...(podLabels === undefined ? {} : { podLabels }),
    ...(zones === undefined ? {} : { zones }),
  };
  checkSelector(field, Object.keys(selector));
  return { text: selectorText(selector), ...selector };
}

function checkSelector(field: ConfigField, given: readonly string[]): void {
  if (given.length === 0) {
    field.error(
      "bad-selector",
      "The selector is empty.",
      'Write { namespace: "*" } to select all pods.',
    );
  } else if (given.includes("zones") && given.length > 1) {
    field.error("bad-selector", "`zone` cannot be combined with other fields.");
  }
}

function readNames(field: ConfigField): string[] | undefined {
  const names = field.texts();
  return names.length === 0 ? undefined : names;
}

function readLabels(field: ConfigField): Record<string, string> | undefined {
  return field.given ? field.labels() : undefined;
}

/** `shop/web` and `shop/*`; everything else is a zone. */
function parseSelectorText(text: string): PeerSelector {
  const [namespace = "", ...rest] = text.split("/");
  if (rest.length === 0) return { text, zones: [text] };
  const pod = rest.join("/");
  const any = pod === "*" ? {} : { pods: [pod] };
  return { text, namespaces: [namespace], ...any };
}

function selectorText(selector: Omit<PeerSelector, "text">): string {
  const { namespaces, pods, zones, namespaceLabels, podLabels } = selector;
  if (zones !== undefined) return zones.join(", ");
  const labels = (known: Readonly<Record<string, string>> = {}): string =>
    Object.entries(known)
      .map(([label, value]) => `${label}=${value}`)
      .join(",");
  const parts = [
    namespaces === undefined ? "" : `namespace ${namespaces.join(" or ")}`,
    namespaceLabels === undefined ? "" : `namespaces with ${labels(namespaceLabels)}`,
    pods === undefined ? "" : `pods ${pods.join(" or ")}`,
    podLabels === undefined ? "" : `pods with ${labels(podLabels)}`,
  ];
  return parts.filter(Boolean).join(", ");
}

import {
  type AddressRange,
  common,
  covers,
  type JsonObject,
  meet,
  networks,
  type Path,
  rangesText,
  type RawObject,
  subtractRanges,
  zonesOfKind,
} from "../../prover/index.js";
import {
  letsThrough,
  type ManifestCheck,
  type ManifestContext,
  type ManifestHit,
  listAt,
  peerSide,
  type PlacedRule,
  rulesIn,
  textAt,
  valueAt,
} from "./manifest-check.js";

function hit({ object, rule }: PlacedRule, message: string): ManifestHit {
  return { object, path: rule.path, message };
}

/** Keeps each place once: one rule of Kubernetes becomes several rules of the model. */
function once(hits: readonly ManifestHit[]): ManifestHit[] {
  const keyed = hits.map((each): [string, ManifestHit] => [
    JSON.stringify([each.object.ref, each.path, each.message]),
    each,
  ]);
  return [...new Map(keyed).values()];
}

/** The addresses of a peer that is given by addresses alone. */
function bareNets(placed: PlacedRule): AddressRange[] {
  const { nets, notNets = [], selector, notSelector, services } = peerSide(placed);
  if (nets === undefined || selector !== undefined || services !== undefined) return [];
  return notSelector === undefined ? subtractRanges(nets, notNets) : [];
}

const LINK_LOCAL = networks("169.254.0.0/16");
const HALF_OF_EVERYTHING = 1n << 31n;

/** Whether the ranges hold more than half of all IPv4 addresses, which only "everything except" does. */
function isWhole(ranges: readonly AddressRange[]): boolean {
  const addresses = ranges
    .filter(({ version }) => version === 4)
    .map(({ first, last }) => last - first + 1n);
  return addresses.reduce((sum, each) => sum + each, 0n) > HALF_OF_EVERYTHING;
}

/** Egress to everything has a check of its own. */
function namesPlaces(placed: PlacedRule): boolean {
  return placed.direction === "ingress" || !isWhole(bareNets(placed));
}

function rulesThatLetThrough(context: ManifestContext): PlacedRule[] {
  return rulesIn(context).filter(letsThrough);
}

const withoutPeer: ManifestCheck = {
  code: "rule-without-peer",
  severity: "warning",
  title: "An Allow rule without a peer",
  why: "It allows every pod of every namespace and every address outside the cluster.",
  fix: "Name the peer: a namespace, a selector or addresses.",
  find: (context) =>
    once(
      rulesThatLetThrough(context)
        .filter(({ rule }) => rule.action === "Allow")
        .filter((placed) => Object.keys(peerSide(placed)).every((key) => key.endsWith("orts")))
        .map((placed) => {
          const end = placed.direction === "ingress" ? "from" : "to";
          return hit(placed, `The rule allows traffic ${end} every peer.`);
        }),
    ),
};

const ENTITY_FIELDS = ["selector", "notSelector", "serviceAccounts"];

/** Both sides of every rule of an object. */
function sidesOfRules({
  content,
}: RawObject): { readonly path: Path; readonly side: JsonObject }[] {
  return ["ingress", "egress"].flatMap((direction) =>
    listAt(content, ["spec", direction]).flatMap((_, index) =>
      ["source", "destination"].flatMap((end) => {
        const path = ["spec", direction, index, end];
        const side = valueAt(content, path);
        return typeof side === "object" && side !== null
          ? [{ path, side: side as JsonObject }]
          : [];
      }),
    ),
  );
}

const selectorEverywhere: ManifestCheck = {
  code: "selector-in-every-namespace",
  severity: "warning",
  title:
    "A rule of a GlobalNetworkPolicy with selector or serviceAccounts and no namespaceSelector",
  why:
    "It matches pods of every namespace: anyone who labels a pod `k8s-app: kube-dns` passes as the cluster's DNS. " +
    "It matches network sets and host endpoints too.",
  fix: 'Add a namespaceSelector, such as projectcalico.org/name == "kube-system".',
  find: ({ objects }) =>
    objects
      .filter(({ kind }) => kind === "GlobalNetworkPolicy" || kind === "StagedGlobalNetworkPolicy")
      .flatMap((object) =>
        sidesOfRules(object)
          .filter(({ side }) => !textAt(side, ["namespaceSelector"]))
          .filter(({ side }) => !textAt(side, ["selector"]).includes("projectcalico.org/namespace"))
          .flatMap(({ path, side }) =>
            ENTITY_FIELDS.filter((field) => side[field] !== undefined && side[field] !== "").map(
              (field) => ({
                object,
                path: [...path, field],
                message: `${field} matches endpoints of every namespace here.`,
              }),
            ),
          ),
      ),
};

const opensPods: ManifestCheck = {
  code: "network-covers-pods",
  severity: "warning",
  title: "A rule whose addresses include those of pods or nodes",
  why: "A rule with addresses matches pods too, and in a VPC the pods of all namespaces share the same subnets.",
  fix: "Select pods by labels and the Kubernetes API or DNS by `services`, or give them subnets of their own.",
  find: (context) => {
    const workload = zonesOfKind(context.zones, "workload").flatMap(({ ranges }) => ranges);
    const inside = [...context.zones.pods, ...workload];
    return once(
      rulesThatLetThrough(context)
        .filter(namesPlaces)
        .map((placed) => ({ placed, nets: common(bareNets(placed), inside) }))
        .filter(({ nets }) => nets.length > 0)
        .map(({ placed, nets }) =>
          hit(placed, `The rule matches pods and nodes in ${rangesText(nets)}.`),
        ),
    );
  },
};

const wideForData: ManifestCheck = {
  code: "network-wider-than-databases",
  severity: "warning",
  title: "A rule whose addresses include databases and more",
  why: "A network intended for databases opens everything else in it on the same ports.",
  fix: "Allow the subnets of the databases only.",
  find: (context) => {
    const data = zonesOfKind(context.zones, "data").flatMap(({ ranges }) => ranges);
    return once(
      rulesThatLetThrough(context)
        .filter(namesPlaces)
        .map((placed) => ({ placed, nets: bareNets(placed) }))
        .filter(({ nets }) => meet(nets, data) && !covers(data, nets))
        .map(({ placed }) => {
          return hit(
            placed,
            `The rule matches databases in ${rangesText(data)}, and other addresses.`,
          );
        }),
    );
  },
};

const internetAndMore: ManifestCheck = {
  code: "internet-without-except",
  severity: "warning",
  title: "Egress to 0.0.0.0/0 without the VPC and 169.254.0.0/16 in `except`",
  why: "0.0.0.0/0 includes the VPC, with its databases, nodes and pods of other applications, and the instance metadata.",
  fix: "List every CIDR of the VPC, 169.254.0.0/16 and the private ranges in `except`.",
  find: (context) => {
    const inside = [...context.zones.vpc, ...context.zones.pods, ...LINK_LOCAL];
    return once(
      rulesThatLetThrough(context)
        .filter(({ direction }) => direction === "egress")
        .map((placed) => ({ placed, nets: bareNets(placed) }))
        .filter(({ nets }) => isWhole(nets) && meet(nets, inside))
        .map(({ placed, nets }) => {
          const missed = common(inside, nets);
          return hit(placed, `The rule also matches ${rangesText(missed)}.`);
        }),
    );
  },
};

const clusterIps: ManifestCheck = {
  code: "cluster-ip-in-rule",
  severity: "warning",
  title: "An egress rule whose addresses are ClusterIPs",
  why:
    "Before policies apply, kube-proxy replaces the Service's address with a pod's: the rule matches no " +
    "connection to the Service.",
  fix:
    "Select the pods behind the Service by labels, or the Service by `services`. With NodeLocal DNSCache keep the address " +
    "of the cluster's DNS as well.",
  find: (context) => {
    const { services } = context.world;
    return once(
      rulesIn(context)
        .filter(({ direction }) => direction === "egress")
        .map((placed) => ({ placed, nets: bareNets(placed) }))
        .filter(({ nets }) => nets.length > 0)
        .flatMap(({ placed, nets }) => {
          const named = services.filter(({ addresses }) => meet(addresses, nets));
          const known = named.flatMap(({ addresses }) => addresses);
          if (!covers(known, nets)) return [];
          const names = named.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
          return [hit(placed, `The rule names the ClusterIP of ${names}.`)];
        }),
    );
  },
};

/** Checks of single rules. */
export const RULE_CHECKS: readonly ManifestCheck[] = [
  withoutPeer,
  selectorEverywhere,
  opensPods,
  wideForData,
  internetAndMore,
  clusterIps,
];

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
  lets,
  type Lint,
  type LintContext,
  type LintHit,
  listAt,
  pathOf,
  peerOf,
  type PlacedRule,
  rulesOf,
  textAt,
  valueAt,
} from "./lint.js";
import "./selector-lints.js";

function hit({ object, rule }: PlacedRule, message: string): LintHit {
  return { object, path: pathOf(rule.path), message };
}

/** The same place once: a rule of Kubernetes becomes several. */
function once(hits: readonly LintHit[]): LintHit[] {
  const keyed = hits.map((each): [string, LintHit] => [
    JSON.stringify([each.object.ref, each.path, each.message]),
    each,
  ]);
  return [...new Map(keyed).values()];
}

/** Addresses of the peer, if it is described by addresses alone. */
function bareNets(placed: PlacedRule): AddressRange[] {
  const { nets, notNets = [], selector, notSelector, services } = peerOf(placed);
  if (nets === undefined || selector !== undefined || services !== undefined) return [];
  return notSelector === undefined ? subtractRanges(nets, notNets) : [];
}

const LINK_LOCAL = networks("169.254.0.0/16");
const HALF_OF_EVERYTHING = 1n << 31n;

/** Whether the ranges are more than half of all IPv4 addresses: nobody names so many one by one. */
function isWhole(ranges: readonly AddressRange[]): boolean {
  const addresses = ranges
    .filter(({ version }) => version === 4)
    .map(({ first, last }) => last - first + 1n);
  return addresses.reduce((sum, each) => sum + each, 0n) > HALF_OF_EVERYTHING;
}

/** Egress to everything has a lint of its own. */
function namesPlaces(placed: PlacedRule): boolean {
  return placed.direction === "ingress" || !isWhole(bareNets(placed));
}

function lettingRules(context: LintContext): PlacedRule[] {
  return rulesOf(context).filter(lets);
}

const withoutPeer: Lint = {
  code: "rule-without-peer",
  severity: "warning",
  title: "An Allow rule that names nobody",
  why: "No peer means everybody: every pod of every namespace and every address outside the cluster.",
  fix: "Name the peer: a namespace, a selector or addresses.",
  find: (context) =>
    once(
      lettingRules(context)
        .filter(({ rule }) => rule.action === "Allow")
        .filter((placed) => Object.keys(peerOf(placed)).every((key) => key.endsWith("orts")))
        .map((placed) => {
          const end = placed.direction === "ingress" ? "comes from" : "goes to";
          return hit(placed, `The rule allows what ${end} anybody.`);
        }),
    ),
};

const ENTITY_FIELDS = ["selector", "notSelector", "serviceAccounts"];

/** Both sides of every rule of an object. */
function sidesOf({ content }: RawObject): { readonly path: Path; readonly side: JsonObject }[] {
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

const selectorEverywhere: Lint = {
  code: "selector-in-every-namespace",
  severity: "warning",
  title:
    "A rule of a GlobalNetworkPolicy with selector or serviceAccounts and no namespaceSelector",
  why:
    "It picks pods of every namespace: whoever labels a pod `k8s-app: kube-dns` becomes the cluster's DNS. " +
    "Network sets and host endpoints are picked too.",
  fix: 'Add a namespaceSelector, such as projectcalico.org/name == "kube-system".',
  find: ({ objects }) =>
    objects
      .filter(({ kind }) => kind === "GlobalNetworkPolicy" || kind === "StagedGlobalNetworkPolicy")
      .flatMap((object) =>
        sidesOf(object)
          .filter(({ side }) => !textAt(side, ["namespaceSelector"]))
          .filter(({ side }) => !textAt(side, ["selector"]).includes("projectcalico.org/namespace"))
          .flatMap(({ path, side }) =>
            ENTITY_FIELDS.filter((field) => side[field] !== undefined && side[field] !== "").map(
              (field) => ({
                object,
                path: [...path, field],
                message: `${field} here picks endpoints of every namespace.`,
              }),
            ),
          ),
      ),
};

const opensPods: Lint = {
  code: "network-covers-pods",
  severity: "warning",
  title: "Addresses in a rule that are addresses of pods or nodes",
  why: "Rules with addresses match pods too: in a VPC every pod of every namespace has one of its subnets' addresses.",
  fix: "Name pods by selectors, and the API or DNS by `services`, or give them subnets of their own.",
  find: (context) => {
    const workload = zonesOfKind(context.zones, "workload").flatMap(({ ranges }) => ranges);
    const inside = [...context.zones.pods, ...workload];
    return once(
      lettingRules(context)
        .filter(namesPlaces)
        .map((placed) => ({ placed, nets: common(bareNets(placed), inside) }))
        .filter(({ nets }) => nets.length > 0)
        .map(({ placed, nets }) =>
          hit(placed, `The rule matches pods and nodes in ${rangesText(nets)}.`),
        ),
    );
  },
};

const wideForData: Lint = {
  code: "network-wider-than-databases",
  severity: "warning",
  title: "Addresses in a rule that hold databases and more",
  why: "A network that was meant for databases opens everything else in it on the same ports.",
  fix: "Name the subnets of the databases.",
  find: (context) => {
    const data = zonesOfKind(context.zones, "data").flatMap(({ ranges }) => ranges);
    return once(
      lettingRules(context)
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

const internetAndMore: Lint = {
  code: "internet-without-except",
  severity: "warning",
  title: "Egress to 0.0.0.0/0 whose `except` leaves out the VPC or 169.254.0.0/16",
  why: "The whole internet includes the VPC: databases, nodes, other applications' pods, and the instance metadata.",
  fix: "Except every CIDR of the VPC, 169.254.0.0/16 and the private ranges.",
  find: (context) => {
    const inside = [...context.zones.vpc, ...context.zones.pods, ...LINK_LOCAL];
    return once(
      lettingRules(context)
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

const clusterIps: Lint = {
  code: "cluster-ip-in-rule",
  severity: "warning",
  title: "A rule of egress whose addresses are ClusterIPs",
  why:
    "kube-proxy puts a pod's address in place of the Service's before policies are asked: the rule matches no " +
    "connection to the Service.",
  fix:
    "Name the pods behind the Service by a selector, or the Service by `services`. With NodeLocal DNSCache the address " +
    "of the cluster's DNS is needed as well.",
  find: (context) => {
    const { services } = context.world;
    return once(
      rulesOf(context)
        .filter(({ direction }) => direction === "egress")
        .map((placed) => ({ placed, nets: bareNets(placed) }))
        .filter(({ nets }) => nets.length > 0)
        .flatMap(({ placed, nets }) => {
          const named = services.filter(({ addresses }) => meet(addresses, nets));
          if (
            !covers(
              named.flatMap(({ addresses }) => addresses),
              nets,
            )
          )
            return [];
          const names = named.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
          return [hit(placed, `The rule names the ClusterIP of ${names}.`)];
        }),
    );
  },
};
/** Lints about single rules. */
export const RULE_LINTS: readonly Lint[] = [
  withoutPeer,
  selectorEverywhere,
  opensPods,
  wideForData,
  internetAndMore,
  clusterIps,
];

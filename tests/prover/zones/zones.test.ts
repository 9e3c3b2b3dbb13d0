import assert from "node:assert/strict";
import fc from "fast-check";
import { oneOf } from "../../../basics/nearest.js";
import { parseNetwork } from "../../../prover/build/addresses.js";
import {
  common,
  covers,
  meet,
  networks,
  rangesText,
  subtractRanges,
} from "../../../prover/zones/address-sets.js";
import { readZones } from "../../../prover/zones/read-zones.js";
import {
  networkPeers,
  podRangeTexts,
  ZONE_KINDS,
  zoneNamed,
  type ZoneMap,
} from "../../../prover/zones/zone.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";

function textOf(zones: ZoneMap, name: string): string | undefined {
  const zone = zoneNamed(zones, name);
  return zone && rangesText(zone.ranges);
}

function read(text: string): { zones: ZoneMap; told: string[] } {
  const { zones, findings } = readZones(text, "zones.yaml");
  const told = findings.map(({ code, severity, origin, message }) => {
    return `${severity} ${origin?.line ?? "?"} ${code}: ${message}`;
  });
  return { zones, told };
}

const FILE = `
vpc: [10.0.0.0/16]
pods: 10.0.128.0/17
private: [198.18.0.0/15]
zones:
  alb-shop: { kind: alb, application: shop, cidrs: [10.0.0.0/27, 10.0.0.32/27] }
  databases: { kind: data, cidrs: 10.0.64.0/19 }
  node-1: { kind: nodes, node: ip-10-0-128-7, cidrs: 10.0.128.7/32 }
  office: { kind: on-premises, cidrs: [192.168.0.0/16] }
`;

describe("Zones of a file", () => {
  it("are read, and the zones that are always there are added", () => {
    const { zones, told } = read(FILE);
    assert.deepEqual(told, []);
    assert.deepEqual(
      zones.zones.map(({ name, kind }) => [name, kind]),
      [
        ["alb-shop", "alb"],
        ["databases", "data"],
        ["node-1", "nodes"],
        ["office", "on-premises"],
        ["imds", "imds"],
        ["pod-identity", "pod-identity"],
        ["resolver", "resolver"],
        ["rest-of-vpc", "rest-of-vpc"],
        ["link-local", "link-local"],
        ["peers", "peer"],
        ["internet", "internet"],
      ],
    );
    assert.equal(zoneNamed(zones, "alb-shop")?.application, "shop");
    assert.deepEqual(podRangeTexts(zones), ["10.0.128.0/17"]);
    const node = networkPeers(zones).find(({ name }) => name === "node-1");
    assert.equal(node?.nodeName, "ip-10-0-128-7");
  });

  it("the special addresses are where AWS has them, the resolver also two after the start of the VPC", () => {
    const { zones } = read(FILE);
    assert.equal(textOf(zones, "imds"), "169.254.169.254/32");
    assert.equal(textOf(zones, "pod-identity"), "169.254.170.23/32");
    assert.equal(textOf(zones, "resolver"), "169.254.169.253/32, 10.0.0.2/32");
    assert.equal(textOf(zones, "alb-shop"), "10.0.0.0/31, 10.0.0.3-10.0.0.63");
  });

  it("the rest of the VPC, other private networks and the internet are what remains", () => {
    const { zones } = read(FILE);
    assert.equal(textOf(zones, "rest-of-vpc"), "10.0.0.64-10.0.63.255, 10.0.96.0/19");
    assert.equal(
      textOf(zones, "peers"),
      "10.1.0.0-10.255.255.255, 100.64.0.0/10, 172.16.0.0/12, 198.18.0.0/15",
    );
    const internet = zoneNamed(zones, "internet")?.ranges ?? [];
    for (const [inside, text] of [
      [true, "93.184.216.34/32"],
      [true, "9.255.255.255/32"],
      [true, "11.0.0.0/32"],
      [false, "10.0.0.0/8"],
      [false, "172.16.0.0/12"],
      [false, "192.168.0.0/16"],
      [false, "100.64.0.0/10"],
      [false, "169.254.0.0/16"],
      [false, "198.18.0.0/15"],
    ] as const) {
      assert.equal(meet(internet, networks(text)), inside, text);
    }
  });

  it("law: every address is a pod's or in exactly one zone", () => {
    const { zones } = read(FILE);
    const ranges = networkPeers(zones).map(({ range }) => range);
    const pods = networks("10.0.128.0/17");
    assert.deepEqual(subtractRanges(networks("0.0.0.0/0"), [...ranges, ...pods]), []);
    const sizes = ranges.map(({ first, last }) => last - first + 1n);
    const shared = common(ranges, pods).map(({ first, last }) => last - first + 1n);
    const sum = (all: bigint[]): bigint => all.reduce((total, each) => total + each, 0n);
    assert.equal(sum(sizes) - sum(shared) + (1n << 15n), 1n << 32n);
  });

  it("leave out IPv6 when pods have none, and have both families when unknown", () => {
    const v6 = (text: string): boolean =>
      networkPeers(read(text).zones).some(({ range }) => range.version === 6);
    assert.ok(!v6("pods: [10.0.0.0/16]"));
    assert.ok(v6("pods: ['fd00::/64']"));
    assert.ok(v6("zones: {}"));
    assert.equal(textOf(read("pods: ['fd00::/64']").zones, "imds"), "fd00:ec2::254/128");
  });

  it("reports all mistakes at once, with their lines and suggestions", () => {
    const { told } = read(`
vpc: [10.0.0.0/33]
pod: [10.0.0.0/16]
pods: [10.0.0.1/16]
zones:
  internet: { kind: internet, cidrs: 0.0.0.0/0 }
  Bad_Name: { kind: data, cidrs: 10.1.0.0/16 }
  office: { kind: on-premise, cidrs: 192.168.0.0/16 }
  nothing: { kind: data }
  nobody: { cidrs: [192.0.2.0/24] }
  database: { kind: data, cidrs: 10.2.0.0/16, application: shop, node: x }
  text: 10.3.0.0/16
`);
    assert.deepEqual(told, [
      'error 3 unknown-field: Unknown field "pod"; use vpc, pods, private, zones or unknown. Did you mean "pods"?',
      "error 6 reserved-zone: The zone internet is built in.",
      'error 7 bad-name: "Bad_Name" is invalid: expected lower-case letters, digits and dashes.',
      `error 8 unknown-word: "on-premise" is invalid: expected ${oneOf(Object.keys(ZONE_KINDS))}. Did you mean "on-premises"?`,
      "error 9 no-addresses: The zone nothing requires cidrs.",
      "error 10 no-kind: The zone nobody requires a kind.",
      "error 11 misplaced-field: Only a zone of kind alb can have this field.",
      "error 11 misplaced-field: Only a zone of kind nodes can have this field.",
      'error 12 wrong-type: "10.3.0.0/16" is invalid: expected a mapping.',
      "error 12 no-kind: The zone text requires a kind.",
      "error 12 no-addresses: The zone text requires cidrs.",
      'error 2 bad-network: "10.0.0.0/33" is invalid: expected a CIDR such as 10.0.0.0/16.',
      "error 4 bad-network: 10.0.0.1/16 has host bits set.",
      "warning 7 overlapping-zones: The zones internet (0.0.0.0/0) and Bad_Name (10.1.0.0/16) share addresses.",
      "warning 8 overlapping-zones: The zones internet (0.0.0.0/0) and office (192.168.0.0/16) share addresses.",
      "warning 10 overlapping-zones: The zones internet (0.0.0.0/0) and nobody (192.0.2.0/24) share addresses.",
      "warning 11 overlapping-zones: The zones internet (0.0.0.0/0) and database (10.2.0.0/16) share addresses.",
    ]);
  });

  it("a file that is not YAML, or has two documents, is an error and never an exception", () => {
    assert.match(read("zones: [").told.join("\n"), /^error 1 malformed-yaml/);
    assert.match(read("pods: 10.0.0.0/8\n---\nvpc: []").told.join("\n"), /error 3 second-document/);
    assert.match(read("- 1").told.join("\n"), /error 1 wrong-type/);
    assert.deepEqual(read("").told, [
      "warning 1 pods-not-given: `pods` is missing, so a pod may have any address.",
    ]);
  });

  it("overlaps are reported; load balancers of two applications that share addresses are an error", () => {
    const { told } = read(`
pods: 10.0.128.0/17
zones:
  alb-a: { kind: alb, application: a, cidrs: 10.0.0.0/26 }
  alb-b: { kind: alb, application: b, cidrs: 10.0.0.32/27 }
  databases: { kind: data, cidrs: [10.0.0.0/28, 10.0.129.0/24] }
  nodes: { kind: workload, cidrs: 10.0.128.0/17 }
`);
    const codes = told.map((line) => line.replace(/:.*/, ""));
    assert.deepEqual(codes, [
      "error 5 overlapping-zones",
      "warning 6 overlapping-zones",
      "warning 7 overlapping-zones",
      "warning 6 zone-among-pods",
    ]);
    assert.match(told[0] ?? "", /a rule that allows one .* load balancer allows both\.$/);
    assert.match(told[3] ?? "", /The zone databases .* overlaps the addresses of pods/);
  });
});

const SUBNETS = [
  { cidr: "10.0.0.0/27", tier: "alb", zone: "a" },
  { cidr: "10.0.0.128/27", tier: "alb", zone: "a", application: "shop" },
  { cidr: "10.0.0.160/27", tier: "alb", zone: "b", application: "shop" },
  { cidr: "10.0.64.0/21", tier: "data", zone: "a" },
  { cidr: "10.0.72.0/21", tier: "data", zone: "b" },
  { cidr: "10.0.97.0/27", tier: "control-plane", zone: "a" },
  { cidr: "10.0.98.0/28", tier: "nat", zone: "a" },
  { cidr: "10.0.128.0/19", tier: "workload", zone: "a" },
  { cidr: "10.0.99.0/28", tier: "public", zone: "a" },
];

describe("Zones of a plan", () => {
  it("one for each tier and for each application's load balancer", () => {
    const { zones, findings } = zonesOfAddresses(SUBNETS, { vpcCidrBlocks: ["10.0.0.0/16"] });
    assert.deepEqual(findings, []);
    const own = zones.zones.filter(({ name }) => !["peers", "internet"].includes(name));
    assert.deepEqual(
      own.map(({ name, ranges, application }) => [name, rangesText(ranges), application]),
      [
        ["alb-shared", "10.0.0.0/31, 10.0.0.3-10.0.0.31", undefined],
        ["alb-shop", "10.0.0.128/26", "shop"],
        ["data", "10.0.64.0/20", undefined],
        ["control-plane", "10.0.97.0/27", undefined],
        ["nat", "10.0.98.0/28", undefined],
        ["workload", "10.0.128.0/19", undefined],
        ["imds", "169.254.169.254/32", undefined],
        ["pod-identity", "169.254.170.23/32", undefined],
        ["resolver", "169.254.169.253/32, 10.0.0.2/32", undefined],
        [
          "rest-of-vpc",
          "10.0.0.32-10.0.0.127, 10.0.0.192-10.0.63.255, 10.0.80.0-10.0.96.255, " +
            "10.0.97.32-10.0.97.255, 10.0.98.16-10.0.127.255, 10.0.160.0-10.0.255.255",
          undefined,
        ],
        [
          "link-local",
          "169.254.0.0-169.254.169.252, 169.254.169.255-169.254.170.22, 169.254.170.24-169.254.255.255",
          undefined,
        ],
      ],
    );
    assert.deepEqual(podRangeTexts(zones), ["10.0.128.0/19"]);
  });

  it("the blocks that a platform trusts are larger than its subnets", () => {
    const { zones, findings } = zonesOfAddresses(SUBNETS, {
      vpcCidrBlocks: ["10.0.0.0/16"],
      podCidrBlocks: ["10.0.128.0/17"],
      albCidrBlocks: ["10.0.0.0/18"],
      dataCidrBlocks: ["10.0.64.0/19"],
      apiServer: { cidrBlocks: ["10.0.97.0/25"] },
      endpointCidrBlocks: ["10.0.96.0/24"],
      nodeLocalDns: { address: "169.254.20.10", clusterIp: "172.20.0.10" },
      loadBalancers: { admin: ["10.9.0.0/28"] },
      peers: { office: ["192.168.0.0/16"] },
      privateCidrBlocks: ["198.18.0.0/15"],
    });
    assert.deepEqual(findings, []);
    assert.equal(textOf(zones, "data"), "10.0.64.0/19");
    assert.equal(textOf(zones, "control-plane"), "10.0.97.0/25");
    assert.equal(textOf(zones, "endpoints"), "10.0.96.0/24");
    assert.equal(textOf(zones, "workload"), "10.0.128.0/17");
    assert.equal(textOf(zones, "node-local-dns"), "169.254.20.10/32, 172.20.0.10/32");
    assert.equal(textOf(zones, "alb-unassigned"), "10.0.0.32-10.0.0.127, 10.0.0.192-10.0.63.255");
    assert.deepEqual(zoneNamed(zones, "alb-admin")?.application, "admin");
    assert.equal(textOf(zones, "office"), "192.168.0.0/16");
    assert.ok(covers(zoneNamed(zones, "peers")?.ranges ?? [], networks("198.18.0.0/15")));
  });

  it("an address that is not known yet is reported", () => {
    const { findings } = zonesOfAddresses([{ cidr: "[unknown]", tier: "data" }]);
    assert.deepEqual(
      findings.map(({ code, message }) => [code, message]),
      [["address-not-known", '"[unknown]" is not a CIDR, so its zone is incomplete.']],
    );
  });
});

const block: fc.Arbitrary<string> = fc
  .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
  .map(([last, length]) => {
    const size = 2 ** (32 - length);
    return `10.0.0.${last - (last % size)}/${length}`;
  });

describe("Sets of addresses", () => {
  it("law: a difference and what both have make up the whole, and do not meet", () => {
    fc.assert(
      fc.property(fc.array(block), fc.array(block), (left, right) => {
        const [one, other] = [networks(...left), networks(...right)];
        const [rest, both] = [subtractRanges(one, other), common(one, other)];
        assert.ok(!meet(rest, other));
        assert.ok(!meet(rest, both));
        assert.ok(covers([...rest, ...both], one));
        assert.ok(covers(one, [...rest, ...both]));
        assert.equal(both.length > 0, meet(one, other));
      }),
    );
  });

  it("law: a range that is a network says so, and its text means the range", () => {
    fc.assert(
      fc.property(block, (text) => {
        const [range] = subtractRanges(networks(text), []);
        assert.equal(range?.text, text);
        assert.deepEqual(parseNetwork(range.text)?.range, range);
      }),
    );
  });
});

import fc from "fast-check";
import type { Selector } from "../../../prover/model/selector.js";
import type { PortMatch } from "../../../prover/model/world.js";
import type { LabelTable } from "../evaluate/worlds.js";
import type { PodSpec, PolicySpec, RuleSpec, SideSpec, TierSpec, WorldSpec } from "./world-spec.js";

const LABELS = ["a", "b"];
const VALUES = ["x", "y", "xy"];

const leaves: fc.Arbitrary<Selector> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("equals"),
      label: fc.constantFrom(...LABELS),
      value: fc.constantFrom(...VALUES),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "all" } as const) },
  fc.record({ kind: fc.constant("has"), label: fc.constantFrom(...LABELS) }),
  fc.record({
    kind: fc.constant("in"),
    label: fc.constantFrom(...LABELS),
    values: fc.subarray(VALUES),
  }),
  fc.record({
    kind: fc.constantFrom("contains", "starts-with", "ends-with"),
    label: fc.constantFrom(...LABELS),
    value: fc.constantFrom(...VALUES),
  }),
);

const selectors: fc.Arbitrary<Selector> = fc.oneof(
  { weight: 4, arbitrary: leaves },
  leaves.map((operand): Selector => ({ kind: "not", operand })),
  fc.tuple(leaves, leaves).map((operands): Selector => ({ kind: "and", operands })),
  fc.tuple(leaves, leaves).map((operands): Selector => ({ kind: "or", operands })),
);

const hosts4 = fc.nat(7).map((host) => `10.0.0.${host}`);
const hosts6 = fc.nat(3).map((host) => `fd00::${host}`);
const blocks4 = fc.oneof(
  fc.constantFrom(
    "0.0.0.0/0",
    "10.0.0.0/29",
    "10.0.0.0/30",
    "10.0.0.4/30",
    "10.0.0.2/31",
    "10.0.0.6/31",
  ),
  hosts4.map((host) => `${host}/32`),
);
const blocks6 = fc.constantFrom("::/0", "fd00::/126", "fd00::2/127", "fd00::1/128");
const blocks = fc.oneof({ weight: 8, arbitrary: blocks4 }, { weight: 1, arbitrary: blocks6 });
const someBlocks = fc.array(blocks, { minLength: 1, maxLength: 2 });

const PORTS = [53, 80, 443] as const;
const portMatches: fc.Arbitrary<PortMatch> = fc.oneof(
  fc.constantFrom(...PORTS).map((port) => ({ kind: "range" as const, first: port, last: port })),
  fc.constantFrom<PortMatch>(
    { kind: "range", first: 80, last: 443 },
    { kind: "range", first: 1, last: 65_535 },
    { kind: "range", first: 0, last: 79 },
    { kind: "named", name: "web" },
    { kind: "named", name: "dns" },
  ),
);
const somePorts = fc.array(portMatches, { minLength: 1, maxLength: 2 });

function rarely<T>(arbitrary: fc.Arbitrary<T>, against = 5): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: against, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const serviceMembers = fc.record({
  address: hosts4,
  port: fc.option(
    fc.record({ protocol: fc.constantFrom(6, 17), port: fc.constantFrom(...PORTS) }),
    { nil: undefined },
  ),
});

const sides: fc.Arbitrary<SideSpec> = fc.record({
  nets: rarely(someBlocks, 3),
  notNets: rarely(someBlocks),
  selector: rarely(selectors, 1),
  notSelector: rarely(selectors),
  ports: rarely(somePorts, 3),
  notPorts: rarely(somePorts),
  services: rarely(fc.array(serviceMembers, { maxLength: 2 }), 9),
});

const icmpMatches = fc.oneof(
  fc.record({ type: fc.constantFrom(3, 8) }),
  fc.record({ type: fc.constantFrom(3, 8), code: fc.constantFrom(0, 1) }),
);

const rules: fc.Arbitrary<RuleSpec> = fc.record({
  action: fc.constantFrom("Allow", "Allow", "Deny", "Pass", "Log"),
  ipVersion: rarely(fc.constantFrom(4, 6)),
  protocol: rarely(fc.constantFrom(6, 6, 17, 1, 132, 136, 58, 47), 1),
  notProtocol: rarely(fc.constantFrom(6, 17)),
  icmp: rarely(icmpMatches, 7),
  notIcmp: rarely(icmpMatches, 7),
  source: sides,
  destination: sides,
});

const ruleLists = fc.option(fc.array(rules, { maxLength: 4, size: "max" }), {
  nil: undefined,
  freq: 4,
});

const policies: fc.Arbitrary<PolicySpec> = fc.record({
  selector: selectors,
  staged: fc.nat(7).map((luck) => luck === 0),
  ingress: ruleLists,
  egress: ruleLists,
});

const tiers: fc.Arbitrary<TierSpec> = fc.record({
  defaultAction: fc.constantFrom("Deny", "Pass"),
  policies: fc.array(policies, { minLength: 1, maxLength: 3, size: "max" }),
});

const labelTables: fc.Arbitrary<LabelTable> = fc
  .tuple(...LABELS.map(() => fc.option(fc.constantFrom(...VALUES, "*"), { nil: undefined })))
  .map((values) =>
    Object.fromEntries(
      values.flatMap((value, index) => (value === undefined ? [] : [[LABELS[index] ?? "", value]])),
    ),
  );

const namedPorts = fc.record({
  name: fc.constantFrom("web", "dns"),
  protocol: fc.constantFrom(6, 17),
  port: fc.constantFrom(53, 80),
});

const pods: fc.Arbitrary<PodSpec> = fc
  .record({
    labels: labelTables,
    ports: fc.oneof(fc.array(namedPorts, { maxLength: 2 }), fc.constant("any" as const)),
    nodeName: rarely(fc.constantFrom("node-1", "node-2"), 1),
    exactly: fc.array(
      fc.oneof({ weight: 4, arbitrary: hosts4 }, { weight: 1, arbitrary: hosts6 }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    somewhere: fc.array(blocks, { maxLength: 2 }),
    known: fc.boolean(),
  })
  .map(({ labels, ports, nodeName, exactly, somewhere, known }) => ({
    labels,
    ports,
    nodeName,
    known,
    addresses: known ? exactly : somewhere,
  }));

const networks = fc.record({
  name: fc.constantFrom("lan", "wan", "node"),
  range: blocks,
  nodeName: rarely(fc.constantFrom("node-1"), 5),
});

/** Worlds small enough to try every pair, and mean enough to meet every rule of the semantics. */
export const worldSpecs: fc.Arbitrary<WorldSpec> = fc.record({
  pods: fc.array(pods, { minLength: 2, maxLength: 5, size: "max" }),
  sets: fc.array(fc.record({ labels: labelTables, nets: someBlocks }), {
    maxLength: 3,
    size: "max",
  }),
  networks: fc.array(networks, { minLength: 1, maxLength: 4 }),
  tiers: fc.array(tiers, { minLength: 1, maxLength: 3, size: "max" }),
});

/** Traffic on both sides of every boundary that random rules draw. */
export const PROBES: readonly {
  protocol: number;
  port?: number;
  icmpType?: number;
  icmpCode?: number;
}[] = [
  ...[1, 52, 53, 79, 80, 81, 443, 65_535].map((port) => ({ protocol: 6, port })),
  ...[53, 80, 444].map((port) => ({ protocol: 17, port })),
  { protocol: 132, port: 80 },
  { protocol: 136, port: 80 },
  ...[1, 58].flatMap((protocol) =>
    [
      [3, 0],
      [3, 1],
      [8, 0],
      [8, 7],
      [0, 0],
    ].map(([icmpType, icmpCode]) => ({ protocol, icmpType, icmpCode })),
  ),
  { protocol: 47 },
  { protocol: 2 },
];

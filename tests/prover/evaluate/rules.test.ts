import assert from "node:assert/strict";
import type { Flow, NetworkParty } from "../../../prover/model/traffic.js";
import type { Endpoint, PortMatch, Rule, RuleSide } from "../../../prover/model/world.js";
import { outcome } from "../reach/verdicts.js";
import {
  ALL,
  at,
  flow,
  is,
  networkSet,
  pod,
  policy,
  range,
  ranges,
  rule,
  tier,
  world,
} from "./worlds.js";

const http = { name: "http", protocol: 6, port: 8080 };
const web = pod("web", { addresses: at("10.0.0.1"), ports: [http] });
const db = pod("db", { addresses: at("10.0.0.2", "fd00::2"), labels: { role: "db" } });
const twin = pod("twin", { addresses: at("10.0.0.1"), labels: { role: "twin" } });
const sets = [
  networkSet({ role: "office" }, "10.0.0.2/31", "192.0.2.0/24"),
  networkSet({ role: "v6" }, "fd00::/64"),
];

type End = Endpoint | NetworkParty | string;

/** Whether a rule in the ingress of every pod matches a flow: it is the only one that allows. */
function matches(
  facts: Partial<Rule>,
  from: End,
  to: Endpoint,
  packet: Partial<Flow> = {},
): boolean {
  const tiers = [tier("default", [policy("only", { ingress: [rule("Allow", facts)] })])];
  const ours = { tiers, endpoints: [web, db], networkSets: sets };
  const result = outcome(world(ours), flow(from, to, packet));
  assert.notEqual(result, "perhaps");
  return result === "allowed";
}

function from(source: RuleSide): Partial<Rule> {
  return { source };
}

function to(destination: RuleSide): Partial<Rule> {
  return { destination };
}

function numbers(first: number, last = first): PortMatch {
  return { kind: "range", first, last };
}

const named: PortMatch = { kind: "named", name: "http" };
const OFFICE = is("role", "office");
const NOT_DB = { kind: "not", operand: is("role", "db") } as const;

type Case = readonly [
  rule: Partial<Rule>,
  from: End,
  to: Endpoint,
  packet: Partial<Flow>,
  matches: boolean,
];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  "nets are any of the blocks, and match pods as well": [
    [from({ nets: ranges("10.0.0.0/31", "192.0.2.0/24") }), "192.0.2.9", web, {}, true],
    [from({ nets: ranges("10.0.0.0/30") }), db, web, {}, true],
    [from({ nets: ranges("10.0.0.0/31") }), db, web, {}, false],
    [to({ nets: ranges("10.0.0.1/32") }), db, web, {}, true],
    [to({ nets: ranges("10.0.0.2/32") }), db, web, {}, false],
  ],
  "notNets are none of the blocks": [
    [from({ notNets: ranges("10.0.0.0/31", "10.0.0.2/32") }), db, web, {}, false],
    [from({ notNets: ranges("10.0.0.0/31") }), db, web, {}, true],
    [from({ notNets: ranges("0.0.0.0/0") }), db, web, {}, false],
    [from({ nets: ranges("10.0.0.0/8"), notNets: ranges("10.0.0.2/32") }), db, web, {}, false],
  ],
  "a family with no blocks left leaves the rule out": [
    [from({ nets: ranges("fd00::/64") }), "10.9.9.9", web, {}, false],
    [from({ notNets: ranges("fd00::/64") }), "10.9.9.9", web, {}, false],
    [from({ notNets: ranges("fd00::/64", "10.0.0.2/32") }), "10.9.9.9", web, {}, true],
    [from({ notNets: ranges("10.0.0.0/8") }), "fd00::9", db, {}, false],
  ],
  "ipVersion is the family of the packet": [
    [{ ipVersion: 4 }, "10.9.9.9", web, {}, true],
    [{ ipVersion: 6 }, "10.9.9.9", web, {}, false],
    [{ ipVersion: 6 }, "fd00::9", db, {}, true],
  ],
  "a selector picks pods by their labels": [
    [from({ selector: is("role", "db") }), db, web, {}, true],
    [from({ selector: is("role", "cache") }), db, web, {}, false],
    [to({ selector: is("name", "web") }), db, web, {}, true],
    [to({ selector: is("name", "db") }), db, web, {}, false],
  ],
  "a selector picks no address outside, not even all()": [
    [from({ selector: ALL }), "10.9.9.9", web, {}, false],
    [from({ selector: NOT_DB }), "10.9.9.9", web, {}, false],
  ],
  "a selector picks network sets, and pods whose address lies in one": [
    [from({ selector: OFFICE }), "192.0.2.7", web, {}, true],
    [from({ selector: OFFICE }), "192.0.3.7", web, {}, false],
    [from({ selector: OFFICE }), db, web, {}, true],
    [to({ selector: OFFICE }), web, db, {}, true],
    [from({ selector: OFFICE }), "fd00::9", db, {}, false],
  ],
  "a selector picks an address that a pod is known to have": [
    [from({ selector: is("role", "db") }), "10.0.0.2", web, {}, true],
    [from({ selector: is("role", "db") }), "10.0.0.3", web, {}, false],
    [from({ selector: is("role", "db") }), "fd00::2", db, {}, true],
  ],
  "notSelector alone matches everything else, addresses outside too": [
    [from({ notSelector: is("role", "db") }), "10.9.9.9", web, {}, true],
    [from({ notSelector: is("role", "db") }), web, web, {}, true],
    [from({ notSelector: is("role", "db") }), db, web, {}, false],
    [from({ notSelector: OFFICE }), db, web, {}, false],
  ],
  "notSelector beside a selector takes objects out of what it picks": [
    [from({ selector: ALL, notSelector: is("role", "db") }), web, web, {}, true],
    [from({ selector: ALL, notSelector: is("role", "db") }), "10.9.9.9", web, {}, false],
    [from({ selector: is("role", "db"), notSelector: is("role", "db") }), db, web, {}, false],
    [from({ selector: is("role", "db"), notSelector: OFFICE }), db, web, {}, true],
  ],
  "all criteria of both sides must hold": [
    [from({ nets: ranges("10.0.0.0/30"), selector: is("role", "db") }), web, web, {}, false],
    [
      { source: { selector: is("role", "db") }, destination: { nets: ranges("10.0.0.9/32") } },
      db,
      web,
      {},
      false,
    ],
  ],
  "protocol and notProtocol": [
    [{ protocol: 6 }, db, web, {}, true],
    [{ protocol: 17 }, db, web, {}, false],
    [{ protocol: 47 }, db, web, { protocol: 47, port: undefined }, true],
    [{ notProtocol: 6 }, db, web, {}, false],
    [{ notProtocol: 17 }, db, web, {}, true],
  ],
  "destination ports by number and range": [
    [{ protocol: 6, ...to({ ports: [numbers(80)] }) }, db, web, {}, true],
    [{ protocol: 6, ...to({ ports: [numbers(81), numbers(79)] }) }, db, web, {}, false],
    [{ protocol: 6, ...to({ ports: [numbers(443), numbers(70, 80)] }) }, db, web, {}, true],
    [{ protocol: 6, ...to({ notPorts: [numbers(80)] }) }, db, web, {}, false],
    [{ protocol: 6, ...to({ notPorts: [numbers(81)] }) }, db, web, {}, true],
    [{ protocol: 17, ...to({ ports: [numbers(80)] }) }, db, web, {}, false],
  ],
  "ports need a protocol that has them": [
    [to({ ports: [numbers(80)] }), db, web, { protocol: 132 }, true],
    [to({ ports: [numbers(80)] }), db, web, { protocol: 136 }, true],
    [to({ ports: [numbers(1, 65_535)] }), db, web, { protocol: 47, port: undefined }, false],
    [to({ notPorts: [numbers(80)] }), db, web, { protocol: 47, port: undefined }, true],
  ],
  "a named port is the port of the pod, in the protocol of the pod": [
    [to({ ports: [named] }), db, web, { port: 8080 }, true],
    [to({ ports: [named] }), db, web, { port: 80 }, false],
    [to({ ports: [named] }), db, web, { port: 8080, protocol: 17 }, false],
    [{ protocol: 17, ...to({ ports: [named] }) }, db, web, { port: 8080, protocol: 17 }, false],
    [to({ ports: [named] }), web, db, { port: 8080 }, false],
    [to({ ports: [named, numbers(80)] }), db, web, { port: 80 }, true],
    [to({ notPorts: [named] }), db, web, { port: 8080 }, false],
    [to({ notPorts: [named] }), db, web, { port: 80 }, true],
  ],
  "a named port counts only where the selector picks the pod itself": [
    [to({ selector: is("name", "web"), ports: [named] }), db, web, { port: 8080 }, true],
    [to({ selector: is("name", "db"), ports: [named] }), db, web, { port: 8080 }, false],
  ],
  "a service is its addresses with their ports at the destination": [
    [
      to({
        services: [{ address: range("10.0.0.1"), port: { protocol: 6, port: 80 } }],
      }),
      db,
      web,
      {},
      true,
    ],
    [
      to({
        services: [{ address: range("10.0.0.1"), port: { protocol: 6, port: 80 } }],
      }),
      db,
      web,
      { port: 81 },
      false,
    ],
    [
      to({
        services: [{ address: range("10.0.0.1"), port: { protocol: 17, port: 80 } }],
      }),
      db,
      web,
      {},
      false,
    ],
    [
      to({
        services: [{ address: range("10.0.0.9"), port: { protocol: 6, port: 80 } }],
      }),
      db,
      web,
      {},
      false,
    ],
    [to({ services: [] }), db, web, {}, false],
  ],
  "a service is its addresses at the source": [
    [from({ services: [{ address: range("10.0.0.2") }] }), db, web, {}, true],
    [from({ services: [{ address: range("10.0.0.3") }] }), db, web, {}, false],
  ],
  "ICMP by type and code, and never another protocol": [
    [
      { icmp: { type: 8 } },
      db,
      web,
      { protocol: 1, port: undefined, icmpType: 8, icmpCode: 3 },
      true,
    ],
    [
      { icmp: { type: 8, code: 0 } },
      db,
      web,
      { protocol: 1, port: undefined, icmpType: 8, icmpCode: 3 },
      false,
    ],
    [
      { icmp: { type: 3 } },
      db,
      web,
      { protocol: 1, port: undefined, icmpType: 8, icmpCode: 0 },
      false,
    ],
    [
      { icmp: { type: 0 } },
      db,
      web,
      { protocol: 1, port: undefined, icmpType: 8, icmpCode: 0 },
      false,
    ],
    [{ icmp: { type: 8 } }, db, web, {}, false],
    [
      { notIcmp: { type: 8 } },
      db,
      web,
      { protocol: 1, port: undefined, icmpType: 8, icmpCode: 0 },
      false,
    ],
    [
      { notIcmp: { type: 8 } },
      db,
      web,
      { protocol: 1, port: undefined, icmpType: 3, icmpCode: 0 },
      true,
    ],
    [
      { protocol: 58, icmp: { type: 128 } },
      "fd00::9",
      db,
      { protocol: 58, port: undefined, icmpType: 128, icmpCode: 0 },
      true,
    ],
  ],
};

describe("A rule", () => {
  for (const [name, cases] of Object.entries(CASES)) {
    it(name, () => {
      cases.forEach(([facts, source, destination, packet, expected], index) => {
        assert.equal(matches(facts, source, destination, packet), expected, `case ${index + 1}`);
      });
    });
  }

  it("picks a pod by the labels of another pod with the same address", () => {
    const tiers = [
      tier("default", [
        policy("only", { ingress: [rule("Allow", from({ selector: is("role", "twin") }))] }),
      ]),
    ];
    assert.equal(outcome(world({ tiers, endpoints: [web, db, twin] }), flow(web, db)), "allowed");
    assert.equal(outcome(world({ tiers, endpoints: [web, db, twin] }), flow(db, web)), "denied");
  });

  it("cannot match between families", () => {
    assert.equal(outcome(world({ endpoints: [web] }), flow("fd00::9", web)), "denied");
    assert.equal(outcome(world({ endpoints: [db] }), flow("fd00::9", db)), "allowed");
  });
});

import type { PortMatch } from "../../../prover/model/world.js";
import { db, describeRules, from, OFFICE, type RuleCase, to, web } from "./rule-cases.js";
import { is, range } from "./worlds.js";

function numbers(first: number, last = first): PortMatch {
  return { kind: "range", first, last };
}

const named: PortMatch = { kind: "named", name: "http" };

const CASES: Readonly<Record<string, readonly RuleCase[]>> = {
  "protocol and notProtocol": [
    [{ protocol: 6 }, db, web, {}, true],
    [{ protocol: 17 }, db, web, {}, false],
    [{ protocol: 47 }, db, web, { protocol: 47, port: undefined }, true],
    [{ notProtocol: 6 }, db, web, {}, false],
    [{ notProtocol: 17 }, db, web, {}, true],
    [{ notProtocol: 47 }, db, web, { protocol: 47, port: undefined }, false],
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
    [
      to({ selector: is("role", "db"), ports: [{ kind: "named", name: "sql" }] }),
      web,
      db,
      { port: 5432 },
      true,
    ],
    // The address of the pod lies in the network set, which has no named ports.
    [
      to({ selector: OFFICE, ports: [{ kind: "named", name: "sql" }] }),
      web,
      db,
      { port: 5432 },
      false,
    ],
    [
      to({ selector: OFFICE, notPorts: [{ kind: "named", name: "sql" }] }),
      web,
      db,
      { port: 5432 },
      true,
    ],
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
    [
      from({ services: [{ address: range("10.0.0.2"), port: { protocol: 17, port: 53 } }] }),
      db,
      web,
      {},
      true,
    ],
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

describe("A rule about ports and protocols", () => {
  describeRules(CASES);
});

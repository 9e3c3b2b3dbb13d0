import assert from "node:assert/strict";
import type { Rule, World } from "../../../prover/model/world.js";
import { findFamilies } from "../../../prover/reach/families.js";
import { at, pod, policy, ranges, rule, somewhereIn, tier, world } from "../evaluate/worlds.js";

const BOTH = somewhereIn("10.0.0.0/16", "fd00::/64");
const web = pod("web", { addresses: BOTH });

interface Case {
  readonly name: string;
  readonly families: readonly number[];
  readonly endpoints?: World["endpoints"];
  readonly rules?: readonly Rule[];
  readonly networks?: readonly string[];
  readonly lists?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: "pods of both families that nothing asks for", families: [4] },
  { name: "a list beside the pods", lists: ["192.0.2.0/24", "2001:db8::/32"], families: [4] },
  { name: "a list that holds pods of IPv4", lists: ["10.0.0.0/8"], families: [4, 6] },
  { name: "a list that holds some pods of IPv4", lists: ["10.0.1.0/24"], families: [4, 6] },
  { name: "a list that holds pods of IPv6", lists: ["fd00::/8"], families: [4, 6] },
  { name: "a network of IPv4", networks: ["192.0.2.0/24"], families: [4] },
  { name: "a network of IPv6", networks: ["2001:db8::/32"], families: [4, 6] },
  { name: "a rule of IPv4", rules: [rule("Allow", { ipVersion: 4 })], families: [4, 6] },
  {
    name: "a source that leaves addresses out",
    rules: [rule("Allow", { source: { notNets: ranges("192.0.2.0/24") } })],
    families: [4, 6],
  },
  {
    name: "a destination that leaves addresses out",
    rules: [rule("Allow", { destination: { notNets: ranges("192.0.2.0/24") } })],
    families: [4, 6],
  },
  {
    name: "a destination that leaves addresses out of some",
    rules: [
      rule("Allow", {
        destination: { nets: ranges("192.0.0.0/16"), notNets: ranges("192.0.2.0/24") },
      }),
    ],
    families: [4],
  },
  {
    name: "a pod with an address that is known",
    endpoints: [web, pod("fixed", { addresses: at("10.0.0.7", "fd00::7") })],
    families: [4, 6],
  },
  {
    name: "pods of IPv4, and of both",
    endpoints: [web, pod("old", { addresses: somewhereIn("10.0.0.0/16") })],
    families: [4, 6],
  },
  {
    name: "pods of IPv6, and of both",
    endpoints: [web, pod("new", { addresses: somewhereIn("fd00::/64") })],
    families: [4, 6],
  },
  {
    name: "pods of IPv6 alone",
    endpoints: [pod("new", { addresses: somewhereIn("fd00::/64") })],
    families: [6],
  },
  {
    name: "pods of IPv4 alone",
    endpoints: [pod("old", { addresses: somewhereIn("10.0.0.0/16") })],
    families: [4],
  },
  {
    name: "pods of IPv4 and a network of IPv6",
    endpoints: [pod("old", { addresses: somewhereIn("10.0.0.0/16") })],
    networks: ["2001:db8::/32"],
    families: [4, 6],
  },
  { name: "no pod and no network", endpoints: [], families: [] },
];

describe("The families that are looked at", () => {
  for (const { name, families, endpoints = [web], rules = [], ...asked } of CASES) {
    it(`with ${name} are ${families.join(" and ") || "none"}`, () => {
      const facts = world({
        endpoints,
        tiers: [tier("default", [policy("p", { ingress: [...rules] })])],
      });
      const networks = (asked.networks ?? []).flatMap((each) => ranges(each));
      const lists = (asked.lists ?? []).map((each) => ranges(each));
      assert.deepEqual(findFamilies({ world: facts, rules, lists, networks }), families);
    });
  }
});

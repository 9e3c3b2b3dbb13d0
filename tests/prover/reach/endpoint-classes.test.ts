import assert from "node:assert/strict";
import type { AddressPeer } from "../../../prover/model/traffic.js";
import type { Endpoint, Rule } from "../../../prover/model/world.js";
import { computeReachability } from "../../../prover/reach/compute-reachability.js";
import type { Reachability } from "../../../prover/reach/reachability.js";
import {
  at,
  is,
  network,
  pod,
  policy,
  rule,
  somewhereIn,
  tier,
  world,
} from "../evaluate/worlds.js";

const ELSEWHERE = somewhereIn("10.1.0.0/16");

function reachOf(
  endpoints: readonly Endpoint[],
  rules: readonly Rule[],
  networks: readonly AddressPeer[] = [],
): Reachability {
  const tiers = [tier("default", [policy("p", { ingress: rules })])];
  return computeReachability(world({ endpoints, tiers }), networks);
}

function classesOf({ peers }: Reachability): string[] {
  return peers.flatMap((each) =>
    each.kind === "endpoints" ? [each.members.map(({ name }) => name).join()] : [],
  );
}

const id = (name: string) => ({ endpoint: `shop/${name}` });

describe("Classes of endpoints", () => {
  describe("on nodes", () => {
    const first = pod("first", { addresses: ELSEWHERE, nodeName: "n1" });
    const second = pod("second", { addresses: ELSEWHERE, nodeName: "n2" });
    const twin = pod("twin", { addresses: ELSEWHERE, nodeName: "n1" });
    const plain = network("internet", "8.0.0.0/8");

    it("differ by node when a peer is on a node: it reaches its own pods", () => {
      const networks = [plain, network("node-1", "10.2.0.1/32", "n1")];
      const reach = reachOf([first, second, twin], [], networks);
      assert.deepEqual(classesOf(reach), ["first,twin", "second"]);
      const from = { network: "node-1" };
      assert.equal(String(reach.between(from, id("first"))), "everything");
      assert.equal(String(reach.between(from, id("second"))), "nothing");
    });

    it("are one where none does", () => {
      assert.deepEqual(classesOf(reachOf([first, second, twin], [], [plain])), [
        "first,second,twin",
      ]);
    });
  });

  describe("with named ports", () => {
    const http = { name: "http", protocol: 6, port: 8080 };
    const admin = { name: "admin", protocol: 6, port: 9090 };
    const other = { name: "other", protocol: 6, port: 1 };
    const names: Rule["destination"]["ports"] = [
      { kind: "named", name: "http" },
      { kind: "named", name: "admin" },
    ];
    const asking = [rule("Allow", { protocol: 6, destination: { ports: names } })];
    const make = (name: string, ports: Endpoint["ports"]) =>
      pod(name, { addresses: ELSEWHERE, ports });

    it("are one in any order of the ports, and with any ports that no rule asks for", () => {
      const pods = [make("a", [http, admin]), make("b", [admin, other, http])];
      assert.deepEqual(classesOf(reachOf(pods, asking)), ["a,b"]);
    });

    it("differ by a port that a rule asks for", () => {
      const pods = [make("a", [http]), make("b", [{ ...http, port: 81 }]), make("c", [])];
      const reach = reachOf(pods, asking);
      assert.deepEqual(classesOf(reach), ["a", "b", "c"]);
      assert.equal(String(reach.between(id("c"), id("b"))), "81/TCP");
      assert.equal(String(reach.between(id("a"), id("c"))), "nothing");
    });

    it("differ when a tenant may name any port", () => {
      const reach = reachOf([make("any", "any"), make("none", [])], asking);
      assert.deepEqual(classesOf(reach), ["any", "none"]);
      assert.equal(String(reach.between(id("none"), id("any"))), "TCP");
      assert.equal(String(reach.must(id("none"), id("any"))), "nothing");
      assert.equal(String(reach.between(id("any"), id("none"))), "nothing");
    });

    it("are one where no rule asks for names", () => {
      assert.deepEqual(classesOf(reachOf([make("a", [http]), make("b", [])], [rule("Allow")])), [
        "a,b",
      ]);
    });
  });

  describe("whose addresses are other pods' too", () => {
    const alike = (name: string, address: string) =>
      pod(name, { addresses: at(address), labels: { name: "alike" } });
    const owner = (name: string, address: string) =>
      pod(name, { addresses: at(address), labels: { app: name } });
    const PODS = [
      alike("first", "10.0.0.1"),
      alike("second", "10.0.0.2"),
      owner("good", "10.0.0.1"),
      owner("bad", "10.0.0.2"),
      owner("worse", "10.0.0.2"),
      pod("to", { addresses: at("10.0.0.9"), labels: { to: "yes" } }),
    ];
    const from = (label: string): Rule["source"] => ({ selector: is("app", label) });

    it("differ: a selector finds an address by any pod that has it", () => {
      const reach = reachOf(PODS, [rule("Allow", { source: from("good") })]);
      assert.equal(String(reach.between(id("first"), id("to"))), "everything");
      assert.equal(String(reach.between(id("second"), id("to"))), "nothing");
    });

    for (const label of ["bad", "worse"]) {
      it(`one of several owners is enough: ${label}`, () => {
        const reach = reachOf(PODS, [rule("Deny", { source: from(label) }), rule("Allow")]);
        assert.equal(String(reach.between(id("first"), id("to"))), "everything");
        assert.equal(String(reach.between(id("second"), id("to"))), "nothing");
      });
    }
  });
});

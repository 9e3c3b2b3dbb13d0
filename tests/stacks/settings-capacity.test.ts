import assert from "node:assert/strict";
import { onAws, onExisting, problemsOf } from "./settings-cases.js";

type Applications = Record<string, object>;

function numbered(count: number, application: (at: number) => object): Applications {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`app-${at + 1}`, application(at + 1)]),
  );
}

function dedicated(count: number): Applications {
  return numbered(count, (albSlot) => ({ ports: [80], albSlot, loadBalancer: {} }));
}

function problems(cidrBlock: string, applications: Applications): string[] {
  return problemsOf(onAws({ network: { cidrBlock, sharedAlb: true } }, { applications }));
}

const SHARING =
  "`loadBalancer.placement: shared` for applications of no value to an attacker, or a second platform";

describe("Settings: more load balancers than the network has slots", () => {
  it("accepts as many as the network has slots", () => {
    assert.deepEqual(problems("10.0.0.0/20", dedicated(7)), []);
    assert.deepEqual(problems("10.0.0.0/16", dedicated(127)), []);
  });

  it("says how many have room, and what would give them some", () => {
    const [first] = problems("10.0.0.0/18", dedicated(40));
    assert.equal(
      first,
      `applications: 40 applications have a load balancer of their own: expected at most 31 in a /18 network; choose a larger network (/17 has room for 63, /16 has room for 127), or ${SHARING}`,
    );
  });

  it("does not ask for a network larger than the largest", () => {
    const [first] = problems("10.0.0.0/16", dedicated(128));
    assert.equal(
      first,
      `applications: 128 applications have a load balancer of their own: expected at most 127 in a /16 network; choose ${SHARING}`,
    );
  });

  it("counts those alone that want one of their own", () => {
    const shared = { ports: [80], loadBalancer: { placement: "shared", hosts: ["a.example"] } };
    const none = { ports: [80] };
    const others = {
      ...numbered(20, () => none),
      blog: { ...shared, loadBalancer: { ...shared.loadBalancer, hosts: ["b.example"] } },
    };
    assert.deepEqual(problems("10.0.0.0/20", { ...others, ...dedicatedNamed(7) }), []);
  });

  it("a cluster that exists has no slots to run out of", () => {
    const applications = numbered(300, () => ({ ports: [80] }));
    assert.deepEqual(problemsOf(onExisting({}, { applications })), []);
  });
});

function dedicatedNamed(count: number): Applications {
  return Object.fromEntries(
    Object.entries(dedicated(count)).map(([name, application]) => [`own-${name}`, application]),
  );
}

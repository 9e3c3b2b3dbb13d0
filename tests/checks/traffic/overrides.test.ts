import assert from "node:assert/strict";
import { renderedObjects, worldWith, type Rendered } from "./cluster.js";
import { answer, decidedBy, flippedRows, judgeFlow } from "./flow-table.js";
import {
  allowAll,
  FROM_AND_TO_B,
  LEGACY,
  OPEN_WITHOUT_BOUNDARY,
  SHAPES,
  withoutBoundary,
  type Probe,
} from "./tenant-overrides.js";

function answers(objects: readonly object[], probes: readonly Probe[]): string[] {
  const world = worldWith(objects);
  return probes.map(([from, to, traffic]) => answer(judgeFlow(world, from, to, traffic)));
}

describe("a tenant's NetworkPolicies that allow everything", () => {
  let open: readonly Rendered[];
  let closed: readonly Rendered[];

  before(async () => {
    open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    closed = await renderedObjects();
  });

  for (const [shape, rules] of Object.entries(SHAPES)) {
    it(`open nothing in an application's namespace: ${shape}`, () => {
      const objects = [...open, allowAll("app-b", rules)];
      assert.deepEqual(answers(objects, FROM_AND_TO_B), Array(8).fill("DENY"));
      assert.deepEqual(flippedRows(worldWith(objects)), []);
    });
  }

  it("open five flows of an application without its boundary", () => {
    const objects = [...withoutBoundary(open), allowAll("app-b", { ingress: [{}], egress: [{}] })];
    assert.deepEqual(answers(objects, FROM_AND_TO_B), OPEN_WITHOUT_BOUNDARY);
  });

  const opened = allowAll("legacy", { ingress: [{}], egress: [{}] });

  it("open an unmanaged namespace when closeUnmanagedNamespaces is off", () => {
    assert.deepEqual(answers([...open, opened], LEGACY), ["DENY", "DENY", "ALLOW", "ALLOW"]);
  });

  it("open nothing in an unmanaged namespace when closeUnmanagedNamespaces is on", () => {
    assert.deepEqual(answers([...closed, opened], LEGACY), ["DENY", "DENY", "DENY", "DENY"]);
    const verdict = judgeFlow(worldWith([...closed, opened]), "rds", "legacy1", "8080/TCP");
    assert.equal(decidedBy(verdict), "ingress: app-isolation/app-isolation.unmanaged");
  });

  it("open an unmanaged namespace with the label of managed ones, which only the platform may set", () => {
    const legacy = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "default", labels: { "app-isolation/managed": "true" } },
    };
    const objects = [...closed, legacy, allowAll("default", { ingress: [{}], egress: [{}] })];
    assert.deepEqual(answers(objects, [["rds", "dflt", "8080/TCP"]]), ["ALLOW"]);
  });

  it("cannot apply to a host endpoint: the platform's policies do not select it", () => {
    const host = {
      apiVersion: "projectcalico.org/v3",
      kind: "HostEndpoint",
      metadata: { name: "node1", labels: { app: "anything" } },
      spec: { node: "node1", interfaceName: "*" },
    };
    const finding = worldWith([...closed, host]).findings.find(
      ({ code }) => code === "host-endpoint",
    );
    assert.match(finding?.message ?? "", /\(no policy selects it\)/);
  });
});

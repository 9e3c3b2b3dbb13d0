import assert from "node:assert/strict";
import { renderedObjects, worldWith, type Rendered } from "./cluster.js";
import { answerOf, decidedBy, flippedRows, judgeFlow } from "./flow-table.js";
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
  return probes.map(([from, to, traffic]) => answerOf(judgeFlow(world, from, to, traffic)));
}

describe("Owners who open their namespace", () => {
  let open: readonly Rendered[];
  let closed: readonly Rendered[];

  before(async () => {
    open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    closed = await renderedObjects();
  });

  for (const [shape, rules] of Object.entries(SHAPES)) {
    it(`an application that allows ${shape} opens nothing`, () => {
      const objects = [...open, allowAll("app-b", rules)];
      assert.deepEqual(answers(objects, FROM_AND_TO_B), Array(8).fill("DENY"));
      assert.deepEqual(flippedRows(worldWith(objects)), []);
    });
  }

  it("without its boundary it would open five of them", () => {
    const objects = [...withoutBoundary(open), allowAll("app-b", { ingress: [{}], egress: [{}] })];
    assert.deepEqual(answers(objects, FROM_AND_TO_B), OPEN_WITHOUT_BOUNDARY);
  });

  const opened = allowAll("legacy", { ingress: [{}], egress: [{}] });

  it("the owner of a forgotten namespace opens it where that is allowed", () => {
    assert.deepEqual(answers([...open, opened], LEGACY), ["DENY", "DENY", "ALLOW", "ALLOW"]);
  });

  it("and does not where unmanaged namespaces are closed above their owners", () => {
    assert.deepEqual(answers([...closed, opened], LEGACY), ["DENY", "DENY", "DENY", "DENY"]);
    const verdict = judgeFlow(worldWith([...closed, opened]), "rds", "legacy1", "8080/TCP");
    assert.equal(decidedBy(verdict), "ingress: app-isolation/app-isolation.unmanaged");
  });

  it("the label that managed namespaces carry would open it: only the platform may set it", () => {
    const legacy = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "default", labels: { "app-isolation/managed": "true" } },
    };
    const objects = [...closed, legacy, allowAll("default", { ingress: [{}], egress: [{}] })];
    assert.deepEqual(answers(objects, [["rds", "dflt", "8080/TCP"]]), ["ALLOW"]);
  });

  it("a host endpoint is selected by no policy of the platform", () => {
    const host = {
      apiVersion: "projectcalico.org/v3",
      kind: "HostEndpoint",
      metadata: { name: "node1", labels: { app: "anything" } },
      spec: { node: "node1", interfaceName: "*" },
    };
    const told = worldWith([...closed, host]).findings.find(({ code }) => code === "host-endpoint");
    assert.match(told?.message ?? "", /\(no policy selects it\)/);
  });
});

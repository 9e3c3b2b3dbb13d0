import assert from "node:assert/strict";
import { readManifests } from "../../../prover/index.js";
import { agreedPorts } from "../../../checks/traffic/application-facts.js";
import {
  UNMANAGED_PROBE,
  withEverythingAllowed,
  withUnmanagedNamespace,
} from "../../../checks/traffic/probes.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { addressFactsOfVpc } from "../../support/platform-ref.js";
import { APP_A, renderedObjects } from "./cluster.js";
import { ADDRESSES, application, broken, check, INPUT } from "./declared.js";
import { withUnmanagedOpened } from "./holes.js";

describe("agreedPorts", () => {
  const asks = application("asks", {
    reaches: [
      { application: "offers", ports: [1, 2] },
      { application: "other", ports: [3] },
      { application: "elsewhere", ports: [4] },
    ],
  });
  const offers = application("offers", {
    reachedBy: [
      { application: "asks", ports: [2, 5] },
      { application: "other", ports: [1, 3] },
      { application: "elsewhere", ports: [6] },
    ],
  });
  const input = { ...INPUT, applications: [asks, offers, application("other")] };
  const cases: readonly (readonly [from: string, to: string, ports: number[]])[] = [
    ["asks", "offers", [2]],
    ["offers", "asks", []],
    ["asks", "other", []],
    ["other", "offers", []],
    ["asks", "elsewhere", [4]],
    ["elsewhere", "offers", [6]],
    ["elsewhere", "asks", []],
  ];
  for (const [from, to, ports] of cases) {
    it(`from ${from} to ${to}: ${ports.join(", ") || "none"}`, () => {
      assert.deepEqual(agreedPorts(input, from, to), ports);
    });
  }
});

describe("probes that are added to manifests", () => {
  const namesIn = ({ objects }: ReturnType<typeof readManifests>): string[] =>
    objects.map(({ kind, ref }) => `${kind} ${ref.namespace ?? ""}/${ref.name}`);

  it("are Namespaces with only a name, unless the manifests contain them", () => {
    const labelled = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "default", labels: { a: "b" } },
    };
    const read = readManifests([{ file: "a.yaml", objects: [labelled] }]);
    const once = withUnmanagedNamespace(read);
    assert.deepEqual(namesIn(once), ["Namespace /default", `Namespace /${UNMANAGED_PROBE}`]);
    assert.deepEqual(
      once.objects.map(({ content }) => content.metadata),
      [labelled.metadata, { name: UNMANAGED_PROBE }],
    );
    assert.deepEqual(namesIn(withUnmanagedNamespace(once)), namesIn(once));
  });

  it("are NetworkPolicies that allow everything, once for each namespace", () => {
    const read = readManifests([]);
    const both = withEverythingAllowed(read, ["bank", "shop"]);
    assert.equal(both.objects.length, 6);
    assert.deepEqual(
      namesIn(withEverythingAllowed(withEverythingAllowed(read, ["bank"]), ["bank", "shop"])),
      namesIn(both),
    );
    assert.ok(both.objects.every(({ ref }) => ref.origin.file === "bulkhead's probes"));
  });
});

describe("a DNS cache on every node", () => {
  const nodeLocalDns = { address: "169.254.20.10", clusterIp: "172.20.0.10" };
  const { zones } = zonesOfAddresses(ADDRESSES, {
    ...addressFactsOfVpc(),
    vpcCidrBlocks: ["10.0.0.0/16"],
    nodeLocalDns,
  });

  it("is open to unmanaged namespaces for DNS, and for nothing else", async () => {
    const objects = await renderedObjects({ "app-a": APP_A }, { nodeLocalDns });
    const input = { zones, applications: [application("app-a", { internet: true })] };
    const ids = broken(check(objects, input));
    assert.ok(!ids.includes("unmanaged-closed"), ids.join(", "));
    const everyPort = { destination: { nets: ["169.254.20.10/32"] } };
    const open = withUnmanagedOpened(objects, "egress", everyPort);
    assert.deepEqual(
      broken(check(open, input)).filter((id) => !ids.includes(id)),
      ["unmanaged-closed", "unmanaged-tenants-cannot-open"],
    );
  });
});

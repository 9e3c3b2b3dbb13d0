import assert from "node:assert/strict";
import { CalicoApi, CalicoCni, type CalicoArgs } from "../../../components/calico/args.js";
import { Calico } from "../../../components/calico/calico.js";
import { findCalicoIssues } from "../../../components/calico/issues.js";
import { failureOf } from "../../support/record.js";

describe("Calico's arguments", () => {
  const native = CalicoApi.Native;
  const calico = CalicoCni.Calico;
  const REFUSED: [what: string, args: CalicoArgs, expected: RegExp][] = [
    [
      "an old line",
      { version: "v3.31.7" },
      /^version: "v3.31.7" .*v3\.32 or v3\.33, such as v3\.33\.1$/,
    ],
    ["a version without v", { version: "3.33.1" }, /^version: "3.33.1"/],
    ["a line without patch", { version: "v3.33" }, /^version: "v3.33"/],
    ["an unknown API", { api: "crd" as CalicoApi }, /^api: "crd" .*"aggregated", "native"$/],
    [
      "a native API on unknown Kubernetes",
      { api: native },
      /^kubernetesVersion: is missing: expected 1\.36 or newer.*or use `api: aggregated`$/,
    ],
    [
      "a native API on Kubernetes 1.35",
      { api: native, kubernetesVersion: "1.35" },
      /^kubernetesVersion: "1.35"/,
    ],
    [
      "a native API on Kubernetes 1.4",
      { api: native, kubernetesVersion: "1.4" },
      /^kubernetesVersion: "1.4"/,
    ],
    [
      "a native API of Calico 3.32.1",
      { api: native, kubernetesVersion: "1.36", version: "v3.32.1" },
      /^version: "v3.32.1" .*v3\.32\.2 or newer, which `api: native` requires$/,
    ],
    [
      "an unknown CNI",
      { cni: "Cilium" as CalicoCni, podCidrBlocks: ["10.0.0.0/16"] },
      /^cni: "Cilium"/,
    ],
    [
      "Calico's CNI without addresses",
      { cni: calico },
      /^podCidrBlocks: is missing.*10\.244\.0\.0\/16 on kind/,
    ],
    [
      "Calico's CNI with a bad block",
      { cni: calico, podCidrBlocks: ["10.244.0.1/16"] },
      /^podCidrBlocks\[0\]:/,
    ],
    [
      "Calico's CNI with a block twice",
      { cni: calico, podCidrBlocks: ["10.244.0.0/16", "10.244.0.0/16"] },
      /^podCidrBlocks: .*more than once$/,
    ],
    [
      "addresses beside the VPC CNI",
      { podCidrBlocks: ["10.244.0.0/16"] },
      /^podCidrBlocks: .*leave the list out$/,
    ],
    [
      "a registry with scheme",
      { registry: "https://r.example.com" },
      /^registry: .*without a scheme/,
    ],
  ];

  for (const [what, args, expected] of REFUSED) {
    it(`refuse ${what}`, () => {
      const issues = findCalicoIssues(args).map(({ path, message }) => `${path}: ${message}`);
      assert.equal(issues.length, 1, issues.join("\n"));
      assert.match(issues[0] ?? "", expected);
    });
  }

  for (const args of [
    {},
    { version: "v3.32.4" },
    { api: native, kubernetesVersion: "1.36" },
    { api: native, kubernetesVersion: "1.40" },
    { cni: calico, podCidrBlocks: ["10.42.0.0/16"] },
  ]) {
    it(`accept ${JSON.stringify(args)}`, () => {
      assert.deepEqual(findCalicoIssues(args), []);
    });
  }

  it("report several issues at once, before anything is registered", async () => {
    const message = await failureOf(() => new Calico("calico", { version: "v2", api: native }));
    assert.match(message, /Calico "calico" has 2 problems/);
    assert.match(message, /version: "v2"/);
    assert.match(message, /kubernetesVersion: is missing/);
  });
});

import assert from "node:assert/strict";
import {
  chartSource,
  type ChartSource,
} from "../../../../components/shared/kubernetes/chart-source.js";

const CASES: { from: string; repository: string; expected: ChartSource }[] = [
  {
    from: "an HTTPS repository",
    repository: "https://docs.tigera.io/calico/charts",
    expected: {
      chart: "tigera-operator",
      version: "v3.33.1",
      repositoryOpts: { repo: "https://docs.tigera.io/calico/charts" },
    },
  },
  {
    from: "a repository with a slash at its end",
    repository: "http://charts.test//",
    expected: {
      chart: "tigera-operator",
      version: "v3.33.1",
      repositoryOpts: { repo: "http://charts.test" },
    },
  },
  {
    from: "an OCI registry, whose reference holds the chart",
    repository: "oci://registry.test/charts/",
    expected: { chart: "oci://registry.test/charts/tigera-operator", version: "v3.33.1" },
  },
  {
    from: "a local folder, whose version is what lies there",
    repository: "./charts",
    expected: { chart: "./charts/tigera-operator" },
  },
  {
    from: "an absolute folder",
    repository: "/opt/charts/",
    expected: { chart: "/opt/charts/tigera-operator" },
  },
];

describe("chartSource", () => {
  for (const { from, repository, expected } of CASES) {
    it(`names a chart in ${from}`, () => {
      assert.deepEqual(chartSource(repository, "tigera-operator", "v3.33.1"), expected);
    });
  }
});

import assert from "node:assert/strict";
import { parseSettings, SettingsError } from "../../stacks/settings.js";

type Section = Record<string, unknown>;

/** The values of a small environment on AWS, some of them changed. */
export function onAws(
  changes: { network?: Section; cluster?: Section } = {},
  more: Section = {},
): Section {
  return {
    name: "acme",
    network: {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["eu-central-1a", "eu-central-1b"],
      ...changes.network,
    },
    cluster: {
      nodeGroups: { general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 4 } },
      ...changes.cluster,
    },
    applications: {},
    ...more,
  };
}

/** The values of an environment on a cluster that exists. */
export function onExisting(existingCluster: Section = {}, more: Section = {}): Section {
  return {
    name: "acme",
    existingCluster: { context: "kind", podCidrBlocks: ["10.244.0.0/16"], ...existingCluster },
    applications: {},
    ...more,
  };
}

/** The values of an environment with application `shop`. */
export function withShop(shop: Section): Section {
  return onAws({}, { applications: { shop: { ports: [8080], ...shop } } });
}

/** Every problem of the values as one line, in the order of the message. */
export function problemsOf(input: object): string[] {
  try {
    parseSettings(input);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const lines = error.issues.map(({ path, message }) => `${path}: ${message}`);
    const count = lines.length === 1 ? "1 problem" : `${lines.length} problems`;
    assert.equal(
      error.message,
      [`the settings have ${count}:`, ...lines.map((line) => `  ${line}`)].join("\n"),
    );
    return lines;
  }
  return [];
}

/** The content of a file, and every issue found in it. */
export type SettingsCase = readonly [what: string, input: object, problems: readonly string[]];

export function checkCases(cases: readonly SettingsCase[]): void {
  for (const [what, input, problems] of cases) {
    it(what, () => {
      assert.deepEqual(problemsOf(input), problems);
    });
  }
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  pinnedAddonVersions,
  CALICO_LINES,
  CALICO_VERSION,
  CLUSTER_AUTOSCALER_VERSION,
  isKubernetesVersion,
  KUBERNETES_VERSIONS,
  LOAD_BALANCER_CONTROLLER_VERSION,
  NVIDIA_DEVICE_PLUGIN_VERSION,
} from "../../components/shared/versions.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { readPages } from "./markdown.js";

function readText(path: string): string {
  return readFileSync(join(PROJECT_ROOT, path), "utf8");
}

/** What this pattern captures in a file, which must be something. */
function readVersions(path: string, pattern: RegExp): string[] {
  const found = [...readText(path).matchAll(pattern)].map(({ 1: version = "" }) => version);
  assert.notEqual(found.length, 0, `${path} has nothing like ${pattern}`);
  return found;
}

const [minimumNode = ""] = readVersions("package.json", /"node": ">=([\d.]+)"/g);
const [newerNode = "", sdkNode = ""] = readVersions(".ci/run", /^\w*NODE=([\d.]+)$/gm);
const sdks = [
  ...readVersions("package.json", /"@pulumi\/pulumi": "\^([\d.]+)"/g),
  ...readVersions(".ci/run", /^NEWER_SDK=([\d.]+)$/gm),
];
const testbed = readVersions("testbed/build/parts.ts", /^const \w+ = "(\d+\.\d+\.\d+)";$/gm);
const addons = KUBERNETES_VERSIONS.filter(isKubernetesVersion).flatMap((version) =>
  Object.entries(pinnedAddonVersions(version)).map(([, build]: [string, string]) => build),
);

/** How a page names a product before a version, and the versions that it may name. */
interface Product {
  readonly named: RegExp;
  readonly versions: readonly string[];
}

const PRODUCTS: Readonly<Record<string, Product>> = {
  Node: { named: /\bNode(?:\.js)?/, versions: [minimumNode, newerNode, sdkNode] },
  Kubernetes: {
    named:
      /\b(?:Kubernetes(?: version)?(?:, such as)?|kubernetesVersion|EKS|(?:NodeGroup|Cluster) \S+ version)/,
    versions: [...KUBERNETES_VERSIONS, ...testbed],
  },
  Calico: {
    named: /\b(?:Calico(?: and its charts)?(?:, such as)?|lines?|CRDs of)/,
    versions: [...CALICO_LINES, CALICO_VERSION, ...testbed],
  },
  Pulumi: {
    named: /\b(?:Pulumi(?:'s engine)?|SDK|@pulumi\/pulumi)/,
    versions: [...sdks, ...testbed],
  },
};

/** Versions that pages name in full, without a product before them. */
const FULL_VERSIONS = [
  ...readVersions("package.json", /"version": "([\d.]+)"/g),
  ...[CALICO_VERSION, LOAD_BALANCER_CONTROLLER_VERSION, CLUSTER_AUTOSCALER_VERSION],
  ...[NVIDIA_DEVICE_PLUGIN_VERSION, newerNode, sdkNode],
  ...[...sdks, ...testbed, ...addons],
];

/** Versions that a page names for what they were. */
const PAST: Readonly<Record<string, string>> = {
  "4.24.1": "the last release before the testbed's Kubernetes provider",
};

/** Measurements name the versions that were measured. */
const MEASUREMENTS = ["docs/development/benchmarks.md", "docs/development/mutation-testing.md"];

const pages = readPages().filter(
  ({ path }) => path !== "CHANGELOG.md" && !MEASUREMENTS.includes(path),
);

function withoutPrefix(version: string): string {
  return version.replace(/^v/, "");
}

/** Whether a page's `3.33` or `v3.33.1` is one of these, or the line of one. */
function isAmong(version: string, versions: readonly string[]): boolean {
  const wanted = withoutPrefix(version);
  return versions.some((each) => [withoutPrefix(each), ...linesOf(each)].includes(wanted));
}

/** `v1.14.3-eksbuild.23` is a build of 1.14.3, on the line 1.14. */
function linesOf(version: string): string[] {
  const [release = ""] = withoutPrefix(version).split("-");
  return [release, release.split(".").slice(0, 2).join(".")];
}

const VERSION = /v?\d+\.\d+(?:\.\d+)?(?![\d.]*\.?\d)/.source;

interface Mention {
  readonly path: string;
  readonly version: string;
}

/** The versions after a product's name, one or two: `lines 3.32 and 3.33`, `version 1.35 → 1.36`. */
function findMentions(named: RegExp): Mention[] {
  const mention = new RegExp(
    `${named.source}["\`: (]{1,3}(${VERSION})(?:["\`]? (?:and|or|→) (?:with )?["\`]?(${VERSION}))?`,
    "g",
  );
  return pages.flatMap(({ path, text }) =>
    [...text.replaceAll(/\s+/g, " ").matchAll(mention)].flatMap((hit) =>
      hit
        .slice(1)
        .flatMap((version?: string) => (version === undefined ? [] : [{ path, version }])),
    ),
  );
}

describe("documentation: versions", () => {
  for (const [product, { named, versions }] of Object.entries(PRODUCTS)) {
    it(`of ${product} are those that the package is made for`, () => {
      const mentions = findMentions(named);
      assert.notEqual(mentions.length, 0, "no page names one");
      assert.deepEqual(
        mentions.filter(({ version }) => !isAmong(version, versions)),
        [],
      );
    });
  }

  it("in full are those of the versions table, package.json, the testbed or .ci/run", () => {
    const full = /(?<![\w./])v?\d+\.\d+\.\d+(?:-eksbuild\.\d+)?(?![\w/]|\.\d)/g;
    const mentions = pages.flatMap(({ path, text }) =>
      [...text.matchAll(full)].map(([version]) => ({ path, version })),
    );
    assert.ok(mentions.length >= 10, `${mentions.length} versions were found`);
    assert.deepEqual(
      mentions.filter(({ version }) => !isAmong(version, FULL_VERSIONS) && !(version in PAST)),
      [],
    );
  });
});

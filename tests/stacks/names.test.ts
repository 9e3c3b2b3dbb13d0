import assert from "node:assert/strict";
import {
  unwrapSecrets,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { createEnvironment } from "../../stacks/platform.js";
import { parseSettings } from "../../stacks/settings.js";
import { record } from "../support/record.js";

/** What is named by the caller, and grows. */
interface Names {
  readonly platform: string;
  readonly application: string;
  readonly nodeGroup: string;
  readonly storage: string;
}

const SHORT: Names = { platform: "p", application: "a", nodeGroup: "n", storage: "s" };

/** The most characters that each may have, while the others are short. */
const LONGEST: Readonly<Record<keyof Names, number>> = {
  platform: 31,
  application: 40,
  nodeGroup: 39,
  storage: 46,
};

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Everything that makes names of names. */
function settingsOf({ platform, application, nodeGroup, storage }: Names): object {
  const nodes = { instanceTypes: ["m7i.large"], minSize: 1, maxSize: 2 };
  const bucket = { name: storage, bucketArn: "arn:aws:s3:::models", prefix: "x/", access: "read" };
  const publishers = ["arn:aws:iam::111122223333:role/researchers"];
  return {
    name: platform,
    network: {
      cidrBlock: "10.0.0.0/18",
      availabilityZones: ["ap-southeast-1a", "ap-southeast-1b"],
      vpcEndpoints: ["s3", "ecr.api"],
      flowLogs: {},
      sharedAlb: true,
    },
    cluster: { nodeGroups: { [nodeGroup]: nodes }, clusterAutoscaler: true },
    applications: {
      [application]: {
        albSlot: 1,
        ports: [8080],
        loadBalancer: {},
        access: { edit: publishers },
        storage: [{ ...bucket, publishers }],
        egress: { databases: [{ name: "data", port: 5432, cidrBlocks: ["192.168.7.0/24"] }] },
      },
    },
  };
}

/** Characters that AWS and Kubernetes accept, by type and property; the suffix of an automatic name counts. */
const LIMITS: readonly (readonly [type: RegExp, property: string, most: number])[] = [
  [/^aws:iam\/role:Role$/, "name", 64],
  [/^aws:iam\/policy:Policy$/, "name", 128],
  [/^aws:iam\/rolePolicy:RolePolicy$/, "name", 128],
  [/^eks:index:Cluster$/, "name", 100],
  [/^aws:eks\/nodeGroup:NodeGroup$/, "nodeGroupName", 63],
  [/^aws:ec2\/launchTemplate:LaunchTemplate$/, "name", 128],
  [/^aws:ec2\/securityGroup:SecurityGroup$/, "name", 255],
  [/^aws:cloudwatch\/logGroup:LogGroup$/, "name", 512],
  [/^aws:kms\/alias:Alias$/, "name", 256],
  [/^aws:rds\/subnetGroup:SubnetGroup$/, "name", 255],
];

/** Of a name of Kubernetes: those that are labels of DNS, and the others. */
function longestObjectName({ type }: RecordedResource): number {
  return /:(Namespace|Service|ServiceAccount)$/.test(type) ? 63 : 253;
}

const LABEL_VALUE = 63;
const TAG_VALUE = 256;
/** Helm: a release is a label, and has a suffix for its revision. */
const RELEASE_NAME = 53;

type Tree = Readonly<Record<string, unknown>>;

function plain(value: unknown): Tree {
  return (value ?? {}) as Tree;
}

/** Components of other packages have inputs alone. */
function given({ inputs, outputs }: RecordedResource, property: string): unknown {
  return unwrapSecrets(outputs[property] ?? inputs[property]);
}

/** Names that AWS, Kubernetes or Helm would refuse. */
function tooLong({ resources }: RecordedProgram): string[] {
  const found: [urn: string, what: string, text: unknown, most: number][] = [];
  for (const resource of resources) {
    const { urn, type } = resource;
    const outputs = plain(resource.outputs);
    for (const [of, property, most] of LIMITS) {
      if (of.test(type)) found.push([urn, property, given(resource, property), most]);
    }
    for (const tag of Object.values(plain(outputs.tags))) found.push([urn, "tag", tag, TAG_VALUE]);
    if (type.startsWith("kubernetes:helm.sh/v3")) {
      found.push([urn, "release", plain(resource.inputs).name, RELEASE_NAME]);
    } else if (type.startsWith("kubernetes:")) {
      const { name, labels } = plain(plain(resource.inputs).metadata);
      found.push([urn, "name", name, longestObjectName(resource)]);
      for (const label of Object.values(plain(labels))) {
        found.push([urn, "label", label, LABEL_VALUE]);
      }
    }
  }
  return found.flatMap(([urn, what, text, most]) =>
    text === undefined || (typeof text === "string" && text.length <= most)
      ? []
      : [`${urn}: ${what} ${JSON.stringify(text)} is longer than ${most}`],
  );
}

async function named(names: Names): Promise<RecordedProgram | string> {
  try {
    return await record(() => createEnvironment(parseSettings(settingsOf(names))));
  } catch (error) {
    return (error as Error).message;
  }
}

describe("Names of an environment", function () {
  this.timeout(120_000);

  it("are looked at: each limit is about something", async () => {
    const recorded = await named(SHORT);
    assert.ok(typeof recorded !== "string", "refused");
    const unused = LIMITS.filter(([of]) => !recorded.resources.some(({ type }) => of.test(type)));
    assert.deepEqual(
      unused.map(([of]) => of.source),
      [],
    );
  });

  for (const [what, longest] of Object.entries(LONGEST)) {
    it(`up to ${longest} characters of ${what} are accepted and all within the limits, more are refused`, async () => {
      const outcomes: [length: number, outcome: string][] = [];
      for (const length of [1, 10, 20, ...range(25, 70)]) {
        const text = what[0]?.repeat(length) ?? "";
        const recorded = await named({ ...SHORT, [what]: text });
        if (typeof recorded === "string") assert.ok(recorded.includes(text), recorded);
        else assert.deepEqual(tooLong(recorded), []);
        outcomes.push([length, typeof recorded === "string" ? "refused" : "accepted"]);
      }
      const expected = outcomes.map(([length]) => [
        length,
        length <= longest ? "accepted" : "refused",
      ]);
      assert.deepEqual(outcomes, expected);
    });
  }

  it("what is too long together is refused at once, where it can be made shorter", async () => {
    const recorded = await named({
      platform: "p".repeat(LONGEST.platform),
      application: "a".repeat(LONGEST.application),
      nodeGroup: "n".repeat(LONGEST.nodeGroup),
      storage: "s".repeat(LONGEST.storage),
    });
    assert.ok(typeof recorded === "string", "accepted");
    assert.match(recorded, /^the settings have 2 problems:$/m);
    assert.match(recorded, /^ {2}cluster\.nodeGroups\.n+: .* of at most 9 characters/m);
    assert.match(recorded, /^ {2}applications\.a+\.storage\[0\]\.name: .*; shorten it by 39$/m);
  });
});

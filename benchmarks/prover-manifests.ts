import { readInvariantInput } from "../checks/traffic/invariant-input.js";
import { collectPlanFacts, type PlanFacts } from "../facts/plan-facts.js";
import { zonesOfPlan } from "../facts/plan-zones.js";
import { ResourceGraph } from "../facts/resource-graph.js";
import type { JsonMap } from "../basics/json.js";
import { renderManifestFiles } from "../cli/plan-folder/manifest-files.js";
import { planInvokes, PLANNED_ACCOUNT } from "../cli/plan/invokes.js";
import type { InvariantInput } from "../checks/traffic/application-facts.js";
import { type Manifest, manifestsIn, maskProgram, recordProgram } from "../recorder/index.js";
import { environmentProgram, nameOf } from "./environment.js";

/** A file of manifests. */
export interface ManifestFile {
  readonly file: string;
  readonly text: string;
}

/** What a plan renders for a number of applications, with three workloads in each. */
export interface RenderedPlatform {
  readonly files: readonly ManifestFile[];
  readonly input: InvariantInput;
}

const REGION = "eu-central-1";

/** Applications in a row, each with a load balancer, of which the middle one has a neighbour on either side. */
const RECORDED = 3;
const PER_LOAD_BALANCER = 1;
const MIDDLE = 2;

/** The network of the environment, whose first part is for load balancers; small subnets, so that thousands fit. */
const FIRST_ALB = 10 << 24;
const ALB_SIZE = 4;

interface Recorded {
  readonly facts: PlanFacts;
  readonly files: readonly ManifestFile[];
}

const NOTES = ["urn", "patch"];

function withoutNotes(manifest: Manifest): JsonMap {
  const fields = Object.entries(manifest).filter(([name]) => !NOTES.includes(name));
  return Object.fromEntries(fields) as JsonMap;
}

async function record(): Promise<Recorded> {
  const program = environmentProgram(RECORDED, PER_LOAD_BALANCER);
  const recorded = await recordProgram({
    project: "bulkhead",
    stack: "bench",
    account: PLANNED_ACCOUNT,
    region: REGION,
    invokes: planInvokes(REGION),
    program,
  });
  const files = renderManifestFiles(manifestsIn(recorded).map(withoutNotes));
  return {
    facts: collectPlanFacts(new ResourceGraph(maskProgram(recorded))),
    files: files
      .filter(({ repeats }) => repeats !== true)
      .map(({ path, content }) => ({ file: path, text: content })),
  };
}

function deploymentText(namespace: string, name: string): string {
  return [
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata:",
    `  name: ${name}`,
    `  namespace: ${namespace}`,
    "spec:",
    "  replicas: 2",
    "  selector:",
    "    matchLabels:",
    `      app: ${name}`,
    "  template:",
    "    metadata:",
    "      labels:",
    `        app: ${name}`,
    "    spec:",
    "      containers:",
    `        - name: ${name}`,
    `          image: registry.example.com/${name}:1.0.0`,
    "          ports:",
    "            - name: http",
    "              containerPort: 8080",
    "",
  ].join("\n");
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** The load balancer's subnet of one application in one zone. */
function albCidr(at: number, zone: number, zones: number): string {
  return `${dotted(FIRST_ALB + (at * zones + zone) * ALB_SIZE)}/30`;
}

/** The middle application of the recording, to be written down under another name and with other subnets. */
class Pattern {
  private readonly files: readonly ManifestFile[];
  private readonly cidrs: readonly string[];

  constructor({ facts, files }: Recorded) {
    const name = nameOf(MIDDLE);
    this.files = files.filter(({ file }) => file.includes(name));
    this.cidrs = facts.addresses
      .filter(({ application }) => application === name)
      .map(({ cidr }) => cidr);
  }

  cidrsOf(at: number): string[] {
    return this.cidrs.map((_, zone) => albCidr(at, zone, this.cidrs.length));
  }

  filesOf(at: number): ManifestFile[] {
    const own = this.files.map(({ file, text }) => ({
      file: this.renamed(file, at),
      text: this.renamed(text, at),
    }));
    const namespace = nameOf(at);
    const workloads = ["web", "worker", "cache"].map((name) => ({
      file: `${namespace}/Deployment-${name}.yaml`,
      text: deploymentText(namespace, name),
    }));
    return [...own, ...workloads];
  }

  private renamed(text: string, at: number): string {
    const named = [-1, 0, 1].reduce(
      (written, step) => written.replaceAll(nameOf(MIDDLE + step), `<${step}>`),
      text,
    );
    const cidrs = this.cidrsOf(at);
    const placed = this.cidrs.reduce(
      (written, cidr, zone) => written.replaceAll(cidr, cidrs[zone] ?? ""),
      named,
    );
    return placed.replace(/<(-?[01])>/g, (_, step) => nameOf(at + Number(step)));
  }
}

function inputOf({ facts }: Recorded, pattern: Pattern, positions: number[]): InvariantInput {
  const { resources } = facts.graph;
  const others = facts.addresses.filter(({ application }) => application === undefined);
  const albs = positions.flatMap((at) =>
    pattern.cidrsOf(at).map((cidr) => ({ cidr, tier: "alb", zone: "", application: nameOf(at) })),
  );
  const { zones } = zonesOfPlan({ addresses: [...others, ...albs], resources });
  const input = readInvariantInput({ resources, zones, world: {} });
  const middle = input.applications[MIDDLE - 1];
  if (middle === undefined) throw new RangeError("the recording has a middle application");
  const peer = (at: number) => [{ application: nameOf(at), ports: [8080] }];
  const applications = positions.map((at) => ({
    ...middle,
    namespace: nameOf(at),
    loadBalancerZones: [`alb-${nameOf(at)}`],
    reaches: peer(at + 1),
    reachedBy: peer(at - 1),
  }));
  return { ...input, applications };
}

/** The objects of one real plan of three applications, its middle application repeated `count` times. */
export async function renderedPlatform(count: number): Promise<RenderedPlatform> {
  const recorded = await record();
  const pattern = new Pattern(recorded);
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  const platform = recorded.files.filter(({ file }) => !file.includes("application-"));
  return {
    files: [...platform, ...positions.flatMap((at) => pattern.filesOf(at))],
    input: inputOf(recorded, pattern, positions),
  };
}

import { join } from "node:path";
import { objectOf, type JsonMap } from "../../basics/json.js";
import type { ApplicationAccessArgs } from "../../components/app-namespace/access/args.js";
import { describeAccess } from "../../components/app-namespace/access/plan.js";
import type { AppNamespaceArgs } from "../../components/app-namespace/args.js";
import { planAppNamespace } from "../../components/app-namespace/plan.js";
import { versioned, type ComponentFacts } from "../../contract/component-facts.js";
import { ComponentType } from "../../contract/component-type.js";
import { collectPlanFacts, type PlanFacts } from "../../facts/plan-facts.js";
import type { MaskedResource } from "../../recorder/index.js";
import { ResourceGraph } from "../../facts/resource-graph.js";
import type { Terminal } from "../../cli/terminal.js";
import { runCommandLine } from "../../cli/commands.js";
import { addressFactsOfVpc, plainPlatform } from "../support/platform-ref.js";

const PROJECT = "shop";

/** The URN that `resource` gives to a resource of that type and name. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::${PROJECT}::${type}::${name}`;
}

/** A resource with a type, a name and inputs; its id is `<name>-id` when it is custom. */
export function resource(
  type: string,
  name: string,
  inputs: JsonMap = {},
  rest: Partial<MaskedResource> = {},
): MaskedResource {
  const custom = rest.custom ?? !/^(bulkhead|eks):index:/.test(type);
  return {
    urn: urnOf(type, name),
    type,
    name,
    id: custom ? `${name}-id` : null,
    parent: null,
    custom,
    remote: false,
    external: false,
    inputs,
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    provider: null,
    providers: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    aliases: [],
    ...rest,
  };
}

export function graphOf(resources: readonly MaskedResource[], stack = "dev"): ResourceGraph {
  return new ResourceGraph({ project: PROJECT, stack, resources, outputs: {} });
}

export function factsOf(resources: readonly MaskedResource[], stack = "dev"): PlanFacts {
  return collectPlanFacts(graphOf(resources, stack));
}

/** A component that has registered these facts. */
export function registered<Type extends keyof ComponentFacts>(
  type: Type,
  name: string,
  facts: Partial<ComponentFacts[Type]>,
  rest: Partial<MaskedResource> = {},
): MaskedResource {
  return resource(type, name, {}, { outputs: { facts: plainJson(versioned(facts)) }, ...rest });
}

function plainJson(value: unknown): JsonMap {
  return JSON.parse(JSON.stringify(value)) as JsonMap;
}

const NETWORK: JsonMap = {
  albCidrBlock: "10.0.0.0/18",
  availabilityZones: ["a", "b"],
  privateRouteTableIds: {},
};

/** What an AppNamespace registers for these arguments, on a platform whose load balancer block is `10.0.0.0/18`. */
export function application(
  name: string,
  args: JsonMap = {},
  platform: JsonMap = {},
): MaskedResource {
  const { network, addressFacts, ...rest } = platform;
  const ref = {
    ...plainPlatform(),
    ...rest,
    addressFacts: {
      ...addressFactsOfVpc({ endpointCidrBlocks: [], dataCidrBlocks: ["10.0.64.0/21"] }),
      ...objectOf(addressFacts),
    },
    ...(network !== undefined && { network: { ...NETWORK, ...objectOf(network) } }),
  };
  const given = { application: name, ports: [8080], platform: ref, ...args };
  const { facts } = planAppNamespace(given as unknown as AppNamespaceArgs);
  return resource(ComponentType.AppNamespace, name, {}, { outputs: { facts: plainJson(facts) } });
}

/** What an ApplicationAccess registers for these applications. */
export function accessTo(applications: JsonMap): MaskedResource {
  const given = applications as unknown as ApplicationAccessArgs["applications"];
  const facts = plainJson(describeAccess(given));
  return resource(ComponentType.ApplicationAccess, "access", {}, { outputs: { facts } });
}

/** A subnet with its route table association. */
export function subnet(
  name: string,
  inputs: JsonMap,
  routeTable?: string,
  parent: string | null = null,
): MaskedResource[] {
  const association = resource(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    name,
    { subnetId: `${name}-id`, routeTableId: `${routeTable ?? ""}-id` },
    { parent },
  );
  const made = resource("aws:ec2/subnet:Subnet", name, inputs, { parent });
  return routeTable === undefined ? [made] : [made, association];
}

/** A route table whose only route goes to `target`. */
export function routeTable(name: string, target: JsonMap): MaskedResource[] {
  return [
    resource("aws:ec2/routeTable:RouteTable", name),
    resource("aws:ec2/route:Route", name, {
      routeTableId: `${name}-id`,
      destinationCidrBlock: "0.0.0.0/0",
      ...target,
    }),
  ];
}

/** A terminal that remembers what was written. */
export interface RecordedTerminal extends Terminal {
  readonly written: { out: string; err: string };
}

export function recordedTerminal(options: Partial<Terminal> = {}): RecordedTerminal {
  const written = { out: "", err: "" };
  return {
    input: () => "",
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    colored: false,
    interactive: false,
    ...options,
    written,
  };
}

export const FIXTURES = join(__dirname, "fixtures");

/** What a command line came to. */
export interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export function runBulkhead(...args: string[]): Promise<Run> {
  return runWithInput("", ...args);
}

/** The same with something on standard input. */
export async function runWithInput(input: string, ...args: string[]): Promise<Run> {
  const terminal = recordedTerminal({ input: () => input });
  const status = await runCommandLine(args, terminal);
  return { status, ...terminal.written };
}

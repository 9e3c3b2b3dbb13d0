import { join } from "node:path";
import type { JsonObject } from "../../basics/json.js";
import { planFactsOf, type PlanFacts } from "../../facts/plan-facts.js";
import { ResourceGraph, type GraphResource } from "../../facts/resource-graph.js";
import type { Terminal } from "../../cli/terminal.js";
import { runCommandLine } from "../../cli/commands.js";

const PROJECT = "shop";

/** The URN that `resource` gives to a resource of that type and name. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::${PROJECT}::${type}::${name}`;
}

/** A resource with a type, a name and inputs; its id is `<name>-id` when it is custom. */
export function resource(
  type: string,
  name: string,
  inputs: JsonObject = {},
  rest: Partial<GraphResource> = {},
): GraphResource {
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
    protect: false,
    aliases: [],
    ...rest,
  };
}

export function graphOf(resources: readonly GraphResource[], stack = "dev"): ResourceGraph {
  return new ResourceGraph({ project: PROJECT, stack, resources, outputs: {} });
}

export function factsOf(resources: readonly GraphResource[], stack = "dev"): PlanFacts {
  return planFactsOf(graphOf(resources, stack));
}

/** An AppNamespace on a platform whose load balancer block is `10.0.0.0/18`. */
export function application(
  name: string,
  inputs: JsonObject = {},
  platform: JsonObject = {},
): GraphResource {
  return resource("bulkhead:index:AppNamespace", name, {
    application: name,
    ports: [8080],
    platform: {
      mode: "enforced",
      addressFacts: {
        podIdentityAgent: true,
        endpointCidrBlocks: [],
        dataCidrBlocks: ["10.0.64.0/21"],
      },
      ...platform,
    },
    ...inputs,
  });
}

/** A subnet with its route table association. */
export function subnet(
  name: string,
  inputs: JsonObject,
  routeTable?: string,
  parent: string | null = null,
): GraphResource[] {
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
export function routeTable(name: string, target: JsonObject): GraphResource[] {
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

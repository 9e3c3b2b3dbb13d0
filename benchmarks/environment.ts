import { createEnvironment } from "../stacks/platform.js";
import { parseSettings } from "../stacks/settings.js";

/** A name for each application, in the order of their slots. */
export function nameOf(at: number): string {
  return `application-${String(at).padStart(3, "0")}`;
}

/** A VPC of three zones has room for a hundred load balancers. */
const APPLICATIONS_PER_LOAD_BALANCER = 10;

/** The first of so many applications has a load balancer of its own. */
function loadBalancerOf(at: number, perLoadBalancer: number): object {
  const before = at - 1;
  if (before % perLoadBalancer !== 0) return {};
  const albSlot = before / perLoadBalancer + 1;
  return { albSlot, loadBalancer: { scheme: "internet-facing" } };
}

/** An application with a database, and the applications before and after it. */
function applicationSettings(at: number, count: number, perLoadBalancer: number): object {
  const neighbours = { previous: at > 1, next: at < count };
  return {
    ...loadBalancerOf(at, perLoadBalancer),
    ports: [8080],
    egress: {
      databases: [{ name: "data", port: 5432 }],
      applications: neighbours.next ? [{ application: nameOf(at + 1), ports: [8080] }] : [],
    },
    ingressFrom: { applications: neighbours.previous ? [{ application: nameOf(at - 1) }] : [] },
  };
}

/** Settings of an environment with `count` applications in a row, each of which calls the next one. */
function settingsWith(count: number, perLoadBalancer: number): object {
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  return {
    name: "bench",
    network: {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      vpcEndpoints: ["ecr.api", "ecr.dkr", "sts"],
    },
    cluster: {
      nodeGroups: { general: { instanceTypes: ["m7i.xlarge"], minSize: 2, maxSize: 20 } },
    },
    applications: Object.fromEntries(
      positions.map((at) => [nameOf(at), applicationSettings(at, count, perLoadBalancer)]),
    ),
  };
}

/**
 * The program as its users run it: settings are parsed, checked and turned into resources. One of ten applications has a
 * load balancer unless more are to have one.
 */
export function environmentProgram(
  count: number,
  perLoadBalancer = APPLICATIONS_PER_LOAD_BALANCER,
): () => Promise<Record<string, unknown>> {
  return () => createEnvironment(parseSettings(settingsWith(count, perLoadBalancer)));
}

import { stringify } from "yaml";

/** A /16 has so many slots for load balancers. */
const SLOTS = 100;

/** Applications of a team call the next one of it. */
const TEAM = 10;

/** So many call the first application of all. */
const CALLERS = 60;

export function nameOf(at: number): string {
  return `application-${String(at).padStart(3, "0")}`;
}

function callsNext(at: number, count: number): boolean {
  return at % TEAM !== 0 && at < count;
}

function callsFirst(at: number): boolean {
  return at > 2 && at <= CALLERS + 2;
}

function applicationSettings(at: number, count: number): object {
  const called = [
    ...(callsNext(at, count) ? [nameOf(at + 1)] : []),
    ...(callsFirst(at) ? [nameOf(1)] : []),
  ];
  const callers = [
    ...(at > 1 && callsNext(at - 1, count) ? [nameOf(at - 1)] : []),
    ...(at === 1
      ? Array.from({ length: count }, (_, index) => index + 1)
          .filter(callsFirst)
          .map(nameOf)
      : []),
  ];
  const port = 8000 + (at % 5);
  return {
    ports: [at === 1 ? 8443 : 8080],
    ...(at <= SLOTS ? { albSlot: at, loadBalancer: { scheme: "internal" } } : {}),
    egress: {
      internet: at % 50 === 0,
      databases: at % 3 === 0 ? [{ name: `data-${at}`, port: port === 8000 ? 3306 : 5432 }] : [],
      applications: called.map((application) => ({
        application,
        ports: [application === nameOf(1) ? 8443 : 8080],
      })),
    },
    ingressFrom: { applications: callers.map((application) => ({ application })) },
  };
}

/** Settings of an environment with many applications, in teams of ten, as a file of the stack `big`. */
export function bigPlatform(count: number): string {
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  const settings = {
    "pulumi:disable-default-providers": ["aws", "kubernetes"],
    "aws:region": "eu-central-1",
    "bulkhead:name": "big",
    "bulkhead:network": {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    },
    "bulkhead:cluster": {
      startupTaint: "readiness.k8s.io/calico",
      nodeGroups: { general: { instanceTypes: ["m7i.xlarge"], minSize: 2, maxSize: 20 } },
    },
    "bulkhead:applications": Object.fromEntries(
      positions.map((at) => [nameOf(at), applicationSettings(at, count)]),
    ),
  };
  return stringify({ config: settings }, { aliasDuplicateObjects: false });
}

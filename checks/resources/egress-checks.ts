import type { ApplicationEntry, Connection } from "../../facts/applications.js";
import type { ResourceCheck, ResourceHit } from "./resource-check.js";

type ApplicationPeer = Extract<Connection, { kind: "application" }>;

export const unrestrictedEgress: ResourceCheck = {
  code: "unrestricted-egress",
  severity: "warning",
  title: "An application that may reach the whole internet",
  why: "A compromised pod can send data anywhere.",
  fix:
    "Leave egress.internet out where the application does not need it: pods reach AWS services through " +
    "vpcEndpoints of the Network, and databases through egress.databases.",
  find: ({ applications }) =>
    applications
      .filter(({ reaches }) => reaches.some(({ kind }) => kind === "internet"))
      .map(({ application, resource }) => ({
        subject: application,
        resource,
        message:
          "Pods may open connections to every public address, on every port. Private ranges, the VPC, " +
          "other namespaces and instance metadata stay closed.",
      })),
};

function applicationsAmong(peers: readonly Connection[]): ApplicationPeer[] {
  return peers.filter((peer) => peer.kind === "application");
}

function quoted(name: string, ports: readonly number[]): string {
  const list = ports.length > 0 ? `, ports: [${ports.join(", ")}]` : "";
  return `{ application: "${name}"${list} }`;
}

/** The ports of `peer` that the other side's list does not have. */
function unmatchedPorts(
  peer: ApplicationPeer,
  own: string,
  others: readonly Connection[],
): number[] {
  const agreed = applicationsAmong(others).filter(({ name }) => name === own);
  const ports = agreed.flatMap((other) => other.ports);
  return peer.ports.filter((port) => !ports.includes(port));
}

function onPorts(ports: readonly number[]): string {
  return ports.length > 0 ? ` on ${ports.join(", ")}` : "";
}

function missingIngress(caller: ApplicationEntry, target: string, ports: number[]): ResourceHit {
  return {
    subject: `${caller.application} → ${target}`,
    resource: caller.resource,
    message:
      `${caller.application} declares egress to ${target}${onPorts(ports)}, and ${target} does not let ` +
      "it in: the policies deny the connection.",
    fix:
      `Add ${quoted(caller.application, ports)} to ingressFrom.applications of ${target}, ` +
      `or remove it from egress.applications of ${caller.application}.`,
  };
}

function missingEgress(target: ApplicationEntry, caller: string, ports: number[]): ResourceHit {
  return {
    subject: `${caller} → ${target.application}`,
    resource: target.resource,
    message:
      `${target.application} lets ${caller} in${onPorts(ports)}, and ${caller} does not declare the egress: ` +
      "the policies deny the connection.",
    fix:
      `Add ${quoted(target.application, ports)} to egress.applications of ${caller}, ` +
      `or remove it from ingressFrom.applications of ${target.application}.`,
  };
}

function oneSidedConnections(
  entry: ApplicationEntry,
  entries: readonly ApplicationEntry[],
): ResourceHit[] {
  const other = (name: string) => entries.find(({ application }) => application === name);
  const rejected = (peers: readonly Connection[]) =>
    applicationsAmong(peers).filter(({ declaredByBoth }) => declaredByBoth === false);
  const own = entry.application;
  return [
    ...rejected(entry.reaches).map((peer) =>
      missingIngress(
        entry,
        peer.name,
        unmatchedPorts(peer, own, other(peer.name)?.reachedBy ?? []),
      ),
    ),
    ...rejected(entry.reachedBy).map((peer) =>
      missingEgress(entry, peer.name, unmatchedPorts(peer, own, other(peer.name)?.reaches ?? [])),
    ),
  ];
}

export const oneSidedConnection: ResourceCheck = {
  code: "one-sided-connection",
  severity: "warning",
  title: "A connection between applications that only one of them declares",
  why: "Traffic passes only where both sides declare it.",
  fix: "Declare the connection on the other side too, or remove it.",
  find: ({ applications }) =>
    applications.flatMap((entry) => oneSidedConnections(entry, applications)),
};

export const unconfirmedConnection: ResourceCheck = {
  code: "unconfirmed-connection",
  severity: "note",
  title: "A connection to an application of another program",
  why: "Traffic passes only where both sides declare it, and this plan sees one side.",
  fix: "Make sure that the other program declares the connection too.",
  find: ({ applications }) =>
    applications.flatMap(({ application, resource, reaches, reachedBy }) => [
      ...applicationsAmong(reaches)
        .filter(({ declaredByBoth }) => declaredByBoth === null)
        .map(({ name, ports }) => ({
          subject: `${application} → ${name}`,
          resource,
          message: `${name} belongs to another program: the connection works only if that program declares it too.`,
          fix: `Make sure that ${name} declares ingressFrom.applications ${quoted(application, ports)}.`,
        })),
      ...applicationsAmong(reachedBy)
        .filter(({ declaredByBoth }) => declaredByBoth === null)
        .map(({ name, ports }) => ({
          subject: `${name} → ${application}`,
          resource,
          message: `${name} belongs to another program: the connection works only if that program declares it too.`,
          fix: `Make sure that ${name} declares egress.applications ${quoted(application, ports)}.`,
        })),
    ]),
};

import { egressOf, applicationNameOf } from "../../facts/declarations.js";
import { Component } from "../../facts/type-tokens.js";
import type { ApplicationEntry, Connection } from "../../facts/applications.js";
import type { Finding, WarningRule } from "./warning.js";

type ApplicationPeer = Extract<Connection, { kind: "application" }>;

export const unrestrictedEgress: WarningRule = {
  code: "unrestricted-egress",
  level: "warning",
  find: ({ graph }) =>
    graph
      .ofType(Component.AppNamespace)
      .filter((component) => egressOf(component).internet === true)
      .map((component) => ({
        subject: applicationNameOf(component),
        resource: component.urn,
        message:
          "Pods may open connections to every public address, on every port. Private ranges, the VPC, " +
          "other namespaces and instance metadata stay closed.",
        fix:
          "Leave egress.internet out where it is not needed: AWS services are reached through " +
          "vpcEndpoints of the Network, databases through egress.databases.",
      })),
};

function applicationPeersOf(peers: readonly Connection[]): ApplicationPeer[] {
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
  const agreed = applicationPeersOf(others).filter(({ name }) => name === own);
  const ports = agreed.flatMap((other) => other.ports);
  return peer.ports.filter((port) => !ports.includes(port));
}

function onPorts(ports: readonly number[]): string {
  return ports.length > 0 ? ` on ${ports.join(", ")}` : "";
}

function missingIngress(caller: ApplicationEntry, target: string, ports: number[]): Finding {
  return {
    subject: `${caller.application} → ${target}`,
    resource: caller.resource,
    message:
      `${caller.application} declares egress to ${target}${onPorts(ports)}, and ${target} does not let ` +
      "it in: the connection will not work.",
    fix:
      `Add ${quoted(caller.application, ports)} to ingressFrom.applications of ${target}, ` +
      `or remove it from egress.applications of ${caller.application}.`,
  };
}

function missingEgress(target: ApplicationEntry, caller: string, ports: number[]): Finding {
  return {
    subject: `${caller} → ${target.application}`,
    resource: target.resource,
    message:
      `${target.application} lets ${caller} in${onPorts(ports)}, and ${caller} declares no such egress: ` +
      "the connection will not work.",
    fix:
      `Add ${quoted(target.application, ports)} to egress.applications of ${caller}, ` +
      `or remove it from ingressFrom.applications of ${target.application}.`,
  };
}

function oneSidedOf(entry: ApplicationEntry, entries: readonly ApplicationEntry[]): Finding[] {
  const other = (name: string) => entries.find(({ application }) => application === name);
  const rejected = (peers: readonly Connection[]) =>
    applicationPeersOf(peers).filter(({ declaredByBoth }) => declaredByBoth === false);
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

export const oneSidedConnection: WarningRule = {
  code: "one-sided-connection",
  level: "warning",
  find: ({ applications }) => applications.flatMap((entry) => oneSidedOf(entry, applications)),
};

/** The other half of the connection lies in a program that this plan does not see. */
export const unconfirmedConnection: WarningRule = {
  code: "unconfirmed-connection",
  level: "note",
  find: ({ applications }) =>
    applications.flatMap(({ application, resource, reaches, reachedBy }) => [
      ...applicationPeersOf(reaches)
        .filter(({ declaredByBoth }) => declaredByBoth === null)
        .map(({ name, ports }) => ({
          subject: `${application} → ${name}`,
          resource,
          message: `${name} belongs to another program: the connection works only if that one agrees.`,
          fix: `Make sure that ${name} declares ingressFrom.applications ${quoted(application, ports)}.`,
        })),
      ...applicationPeersOf(reachedBy)
        .filter(({ declaredByBoth }) => declaredByBoth === null)
        .map(({ name, ports }) => ({
          subject: `${name} → ${application}`,
          resource,
          message: `${name} belongs to another program: the connection works only if that one agrees.`,
          fix: `Make sure that ${name} declares egress.applications ${quoted(application, ports)}.`,
        })),
    ]),
};

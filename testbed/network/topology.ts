import { createHash } from "node:crypto";

/** A node: its network namespace carries its name. */
export interface Node {
  readonly name: string;
  readonly address: string;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  readonly address: string;
}

export const NODES: readonly Node[] = [
  { name: "node1", address: "10.0.128.5" },
  { name: "node2", address: "10.0.160.5" },
];

/** The network between the nodes, and everything outside them. */
export const ROUTER = "vpc";
const GATEWAY = "10.0.128.1";
/** Every pod's gateway, as the VPC CNI sets it up. */
const POD_GATEWAY = "169.254.1.1";
const HOST_MAC = "ee:ee:ee:ee:ee:ee";

export function networkOf(pod: Pick<Pod, "namespace" | "name">): string {
  return `${pod.namespace}.${pod.name}`;
}

const INTERFACE_HASH_LENGTH = 11;

/** The name by which Felix finds a pod's interface: the VPC CNI and Calico cut the same hash. */
function interfaceOf(pod: Pick<Pod, "namespace" | "name">): string {
  const hash = createHash("sha1").update(networkOf(pod)).digest("hex");
  return `eni${hash.slice(0, INTERFACE_HASH_LENGTH)}`;
}

function macOf(address: string): string {
  const bytes = address.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0"));
  return `02:00:${bytes.join(":")}`;
}

const FORWARDING = ["ip_forward=1", "conf/all/rp_filter=0", "conf/default/rp_filter=0"];

function withForwarding(network: string): string[] {
  const settings = FORWARDING.map((setting) => {
    const [key = "", value = ""] = setting.split("=");
    return `echo ${value} > /proc/sys/net/ipv4/${key}`;
  });
  return [
    `ip netns add ${network}`,
    `ip -n ${network} link set lo up`,
    `ip netns exec ${network} sh -c '${settings.join("; ")}'`,
  ];
}

function addNode({ name, address }: Node): string[] {
  const far = `v-${name}`;
  return [
    ...withForwarding(name),
    `ip link add eth0 netns ${name} type veth peer name ${far} netns ${ROUTER}`,
    `ip -n ${name} addr add ${address}/32 dev eth0`,
    `ip -n ${name} link set eth0 up`,
    `ip -n ${ROUTER} link set ${far} up`,
    `ip -n ${name} route add ${GATEWAY}/32 dev eth0 scope link src ${address}`,
    `ip -n ${name} route add default via ${GATEWAY} src ${address}`,
    `ip -n ${ROUTER} route add ${address}/32 dev ${far} scope link src ${GATEWAY}`,
  ];
}

/** Shell commands for the router and the nodes. */
export function addNetwork(): string[] {
  const router = [...withForwarding(ROUTER), `ip -n ${ROUTER} addr add ${GATEWAY}/32 dev lo`];
  return [...router, ...NODES.flatMap(addNode)];
}

/** Shell commands that wire a pod to its node as the VPC CNI does. */
export function addPod(pod: Pod): string[] {
  const { node, address } = pod;
  const [own, host, mac] = [networkOf(pod), interfaceOf(pod), macOf(address)];
  const via = NODES.find(({ name }) => name === node);
  if (via === undefined) throw new Error(`no node ${node}`);
  const near = `eth0 netns ${own} address ${mac}`;
  const far = `${host} address ${HOST_MAC} netns ${node}`;
  return [
    `ip netns add ${own}`,
    `ip -n ${own} link set lo up`,
    `ip link add ${near} type veth peer name ${far}`,
    `ip -n ${own} addr add ${address}/32 dev eth0`,
    `ip -n ${own} link set eth0 up`,
    `ip -n ${node} link set ${host} up`,
    `ip -n ${own} route add ${POD_GATEWAY} dev eth0 scope link`,
    `ip -n ${own} route add default via ${POD_GATEWAY} dev eth0`,
    `ip -n ${own} neigh add ${POD_GATEWAY} lladdr ${HOST_MAC} dev eth0 nud permanent`,
    `ip -n ${node} route add ${address}/32 dev ${host} scope link`,
    `ip -n ${node} neigh add ${address} lladdr ${mac} dev ${host} nud permanent`,
    `ip -n ${ROUTER} route add ${address}/32 via ${via.address} dev v-${node} onlink`,
  ];
}

/** Shell commands that take a pod away; its interface and routes go with its namespace. */
export function removePod(pod: Pod): string[] {
  return [`ip netns del ${networkOf(pod)}`, `ip -n ${ROUTER} route del ${pod.address}/32`];
}

/** Shell commands that give a network an address of its own. */
export function addAddress(network: string, address: string): string[] {
  return [`ip -n ${network} addr add ${address}/32 dev lo`];
}

export function removeAddress(network: string, address: string): string[] {
  return [`ip -n ${network} addr del ${address}/32 dev lo`];
}

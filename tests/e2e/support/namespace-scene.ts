import { demandFelix } from "../../../testbed/network/felix.js";
import { Prober, type Outcome, type Probe, type Server } from "../../../testbed/network/prober.js";
import {
  addAddress,
  addPod,
  networkOf,
  NODES,
  removeAddress,
  removePod,
  ROUTER,
} from "../../../testbed/network/topology.js";
import { isUdp, portOf, type NamedFlow } from "./flows.js";
import { createPods, deletePods } from "./pod-objects.js";
import type { Attempt, Cast, Scene, ScenePod } from "./scene.js";
import type { Testbed } from "./testbed.js";

interface Place {
  readonly network: string;
  readonly address: string;
}

/** Network namespaces of the testbed in place of pods and of everything outside the cluster. */
export class NamespaceScene implements Scene {
  private constructor(
    private readonly testbed: Testbed,
    private readonly cast: Cast,
    private readonly prober: Prober,
  ) {}

  static async open(testbed: Testbed, cast: Cast): Promise<Scene> {
    const { shelter, parts, api } = testbed;
    shelter.demand([
      ...cast.pods.flatMap(addPod),
      ...Object.values(cast.outside).flatMap((address) => addAddress(ROUTER, address)),
      ...nodeAddresses(cast).flatMap(([node, address]) => addAddress(node, address)),
    ]);
    const prober = new Prober(shelter, parts.probe.binary);
    await prober.serve(serversOf(cast));
    await createPods(api, cast.pods);
    return new NamespaceScene(testbed, cast, prober);
  }

  get pods(): readonly ScenePod[] {
    return this.cast.pods;
  }

  readonly has = (): boolean => true;

  async close(): Promise<void> {
    const { testbed, cast } = this;
    await this.prober.close();
    await deletePods(testbed.api, cast.pods);
    testbed.shelter.demand([
      ...cast.pods.flatMap(removePod),
      ...Object.values(cast.outside).flatMap((address) => removeAddress(ROUTER, address)),
      ...nodeAddresses(cast).flatMap(([node, address]) => removeAddress(node, address)),
    ]);
  }

  async attempt(attempts: readonly Attempt[]): Promise<readonly string[]> {
    demandFelix(this.testbed.run);
    const outcomes = await this.prober.probe(attempts.map((each) => this.probeOf(each)));
    return outcomes.map((outcome, at) => this.verdictOf(attempts[at]?.flow, outcome));
  }

  private probeOf({ flow, wait }: Attempt): Probe {
    const { network, address } = this.placeOf(flow.from);
    const to = this.placeOf(flow.to, flow.from).address;
    const protocol = isUdp(flow) ? "UDP" : "TCP";
    return { network, from: address, to, port: portOf(flow), protocol, wait };
  }

  private verdictOf(flow: NamedFlow | undefined, { answer, error }: Outcome): string {
    if (flow === undefined) throw new Error("more outcomes than flows");
    if (error !== undefined) return `ERROR ${error}`;
    if (answer === undefined) return "DENY";
    const { network, address } = this.placeOf(flow.to, flow.from);
    return answer === `${network} ${address}` ? "ALLOW" : `WRONG, answered by ${answer}`;
  }

  /** Where a name of the cast is; what every node has is reached on the node of `seenBy`. */
  private placeOf(name: string, seenBy?: string): Place {
    const { pods, outside, onEveryNode } = this.cast;
    const pod = pods.find((each) => each.name === name);
    if (pod !== undefined) return { network: networkOf(pod), address: pod.address };
    const node = NODES.find((each) => each.name === name);
    if (node !== undefined) return { network: node.name, address: node.address };
    const far = outside[name];
    if (far !== undefined) return { network: ROUTER, address: far };
    const near = onEveryNode[name];
    const home = pods.find((each) => each.name === seenBy)?.node;
    if (near === undefined || home === undefined) throw new Error(`unknown pod ${name}`);
    return { network: home, address: near };
  }
}

function nodeAddresses({ onEveryNode }: Cast): [node: string, address: string][] {
  return NODES.flatMap(({ name }) =>
    Object.values(onEveryNode).map((address): [string, string] => [name, address]),
  );
}

function serversOf(cast: Cast): Server[] {
  const { tcp, udp, pods, outside, onEveryNode } = cast;
  const places = [
    ...pods.map((pod) => ({ name: networkOf(pod), addresses: [pod.address] })),
    ...NODES.map(({ name, address }) => ({
      name,
      addresses: [address, ...Object.values(onEveryNode)],
    })),
    { name: ROUTER, addresses: Object.values(outside) },
  ];
  return places.map(({ name, addresses }) => ({ network: name, name, addresses, tcp, udp }));
}

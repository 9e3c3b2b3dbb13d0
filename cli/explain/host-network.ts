import { objectOf, textOf, type JsonObject } from "../../basics/json.js";
import { PeerError, type RawObject } from "../../prover/index.js";

/**
 * The address of a pod that uses the network of its node: Calico knows it by that address only. Nothing for every
 * other text.
 *
 * @throws PartyError when the manifests do not say the address.
 */
export function hostNetworkAddress(
  objects: readonly RawObject[],
  text: string,
): string | undefined {
  const pod = objects.find(
    ({ kind, ref }) => kind === "Pod" && `${ref.namespace ?? ""}/${ref.name}` === text,
  );
  const { spec, status } = (pod?.content ?? {}) as JsonObject;
  if (objectOf(spec).hostNetwork !== true) return undefined;
  const { podIP, hostIP } = objectOf(status);
  const address = textOf(podIP) ?? textOf(hostIP);
  if (address !== undefined) return address;
  throw new PeerError(
    `${text} uses the network of its node, so that no policy selects it, and its address is not known. ` +
      "Ask for the address of the node.",
  );
}

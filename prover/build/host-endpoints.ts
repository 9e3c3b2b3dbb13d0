import { Truth } from "../model/truth.js";
import type { Policy } from "../model/world.js";
import { evaluateSelector } from "../selectors/evaluate-selector.js";
import { exactLabels } from "../selectors/labels.js";
import type { BuildContext } from "./build-context.js";

/** A host endpoint polices its node. The prover does not model that, so it says what it would change. */
export function reportHostEndpoints(context: BuildContext, policies: readonly Policy[]): void {
  for (const source of context.of("HostEndpoint")) {
    const object = context.open(source);
    const labels = exactLabels(object.at("metadata").at("labels").texts());
    const node = object.at("spec").at("node").text() ?? "its node";
    const selecting = policies
      .filter(({ staged }) => !staged)
      .filter(({ selector }) => evaluateSelector(selector, labels) !== Truth.No)
      .map(({ name }) => name);
    const by =
      selecting.length === 0 ? "no policy selects it" : `selected by ${selecting.join(", ")}`;
    const message =
      `The host endpoint ${source.ref.name} polices traffic from and to ${node} (${by}); ` +
      "without a profile it drops what no policy allows.";
    object.warn("host-endpoint", message);
    context.notModelled.push(message);
  }
}

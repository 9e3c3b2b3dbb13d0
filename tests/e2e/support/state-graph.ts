import type { PlanDocument } from "../../../cli/plan-document.js";
import type { Deployment } from "../../../testbed/engine/workspace.js";

const STACK = "pulumi:pulumi:Stack";

/** What the engine and the recorder both know of a resource. */
interface Node {
  readonly type: string;
  readonly parent: string | null;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
}

type Graph = Readonly<Record<string, Node>>;

function isStack(urn: string | null | undefined): boolean {
  return urn?.includes(`::${STACK}::`) ?? true;
}

/** The graph of a state; the stack itself, which every program has, is left out. */
export function graphOfState({ resources = [] }: Deployment): Graph {
  return Object.fromEntries(
    resources
      .filter(({ type }) => type !== STACK)
      .map(({ urn, type, parent, dependencies = [], protect = false }) => [
        urn,
        {
          type,
          parent: isStack(parent) ? null : (parent ?? null),
          dependencies: [...dependencies].sort(),
          protect,
        },
      ]),
  );
}

export function graphOfPlan(resources: PlanDocument["resources"]): Graph {
  return Object.fromEntries(
    resources.map(({ urn, type, parent, dependencies, protect }) => [
      urn,
      { type, parent, dependencies: [...dependencies].sort(), protect },
    ]),
  );
}

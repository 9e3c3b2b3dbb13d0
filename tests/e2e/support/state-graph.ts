import type { PlanDocument } from "../../../cli/plan-folder/document.js";
import type { Deployment, StateResource } from "../../../testbed/engine/workspace.js";

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

/** Providers that the engine makes by itself for whoever names none. */
function isDefaultProvider(urn: string): boolean {
  return /::pulumi:providers:[^:]+::default/.test(urn);
}

/** Components whose children only their plugins know: the recorder has none of them. */
const OPAQUE = ["eks:index:Cluster", "kubernetes:helm.sh/v4:Chart"];

/** For each resource the component that it is hidden in, or itself. */
function shownAs(resources: readonly StateResource[]): Map<string, string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const hidingPlace = ({ parent }: StateResource): string | undefined => {
    const above = parent === undefined ? undefined : byUrn.get(parent);
    if (above === undefined) return undefined;
    return hidingPlace(above) ?? (OPAQUE.includes(above.type) ? above.urn : undefined);
  };
  return new Map(resources.map((each) => [each.urn, hidingPlace(each) ?? each.urn]));
}

/** The graph of a state; the stack itself, which every program has, is left out. */
export function graphOfState({ resources = [] }: Deployment): Graph {
  const shown = shownAs(resources);
  const known = (urns: readonly string[]): string[] =>
    [...new Set(urns.map((urn) => shown.get(urn) ?? urn))].sort();
  return Object.fromEntries(
    resources
      .filter(
        ({ type, urn }) => type !== STACK && !isDefaultProvider(urn) && shown.get(urn) === urn,
      )
      .map(({ urn, type, parent, dependencies = [], protect = false }) => [
        urn,
        {
          type,
          parent: isStack(parent) ? null : (parent ?? null),
          dependencies: known(dependencies),
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

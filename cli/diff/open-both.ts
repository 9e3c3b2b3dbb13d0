import { readInput, type Input } from "../input/read-input.js";
import { openInput } from "../proof/open-world.js";
import { type OpenedWorld } from "../proof/opened-world.js";
import type { Terminal } from "../terminal.js";
import type { DiffArguments } from "./arguments.js";

/** Two worlds that can be compared. */
export interface BothWorlds {
  readonly before: OpenedWorld;
  readonly after: OpenedWorld;
}

/** Namespaces of which an object says that they are there, or that it is in them. */
function presentIn({ read }: Input): string[] {
  return read.objects.flatMap(({ ref, kind }) =>
    kind === "Namespace" ? [ref.name] : (ref.namespace ?? []),
  );
}

/** Without a plan and a file of zones, a side has those of the other one: the surroundings are the same. */
function borrowZones(input: Input, other: Input, zones: string | undefined): Input {
  const borrows = zones === undefined && input.plans.length === 0 && other.plans.length > 0;
  return borrows ? { ...input, zones: other.zones } : input;
}

/** The world with namespaces that only the other side speaks of, such as `kube-system` in a selector. */
function withNamespaces(
  opened: OpenedWorld,
  names: readonly string[],
  options: DiffArguments["options"],
): OpenedWorld {
  const extraNamespaces = names.filter((name) => !opened.world.namespaces.includes(name));
  if (extraNamespaces.length === 0) return opened;
  return openInput(opened.input, { options, extraNamespaces });
}

/**
 * Reads both sides. A namespace that no object is of, on either side, is there on both when one speaks of it; one that
 * comes or goes with its objects is not.
 */
export function openBoth(
  { before, after, options }: DiffArguments,
  terminal: Pick<Terminal, "input">,
): BothWorlds {
  const old = readInput([before], options.zones, terminal);
  const fresh = readInput([after], options.zones, terminal);
  const first = {
    before: openInput(borrowZones(old, fresh, options.zones), { options }),
    after: openInput(borrowZones(fresh, old, options.zones), { options }),
  };
  const present = new Set([...presentIn(old), ...presentIn(fresh)]);
  const spoken = [...first.before.world.namespaces, ...first.after.world.namespaces].filter(
    (name) => !present.has(name),
  );
  const names = [...new Set(spoken)];
  return {
    before: withNamespaces(first.before, names, options),
    after: withNamespaces(first.after, names, options),
  };
}

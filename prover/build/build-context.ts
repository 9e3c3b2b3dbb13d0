import { groupBy } from "../../basics/group-by.js";
import type { AddressRange } from "../model/address-range.js";
import type { Finding } from "../model/world.js";
import type { ObjectKind } from "../read/kinds.js";
import type { RawObject, ReadResult } from "../read/read-result.js";
import { parseNetwork } from "./addresses.js";
import { Field } from "./field.js";
import type { WorldOptions } from "./world-options.js";

/** What every builder of a part of the world works with. */
export interface BuildContext {
  readonly options: WorldOptions;
  readonly podRanges: readonly AddressRange[];
  readonly findings: Finding[];
  readonly notModelled: string[];
  /** The objects of these kinds, in the order in which they were read. */
  of(...kinds: readonly ObjectKind[]): readonly RawObject[];
  /** The object as a field, from which everything else is read. */
  open(object: RawObject): Field;
}

const ANY_ADDRESS = ["0.0.0.0/0", "::/0"];

export function openBuildContext(read: ReadResult, options: WorldOptions): BuildContext {
  const findings: Finding[] = [...read.findings];
  const byKind = groupBy(read.objects, ({ kind }) => kind);
  return {
    options,
    podRanges: readPodRanges(options, findings),
    findings,
    notModelled: [],
    of: (...kinds) => kinds.flatMap((kind) => byKind.get(kind) ?? []),
    open: (object) => new Field(object.content, object, findings),
  };
}

function readPodRanges(
  { podRanges = ANY_ADDRESS }: WorldOptions,
  findings: Finding[],
): AddressRange[] {
  return podRanges.flatMap((text) => {
    const parsed = parseNetwork(text);
    if (parsed !== undefined && !parsed.hasHostBits) return [parsed.range];
    const message = `The pod range ${JSON.stringify(text)} is invalid: expected a CIDR such as 10.0.0.0/16.`;
    findings.push({ code: "bad-option", severity: "error", path: "podRanges", message });
    return [];
  });
}

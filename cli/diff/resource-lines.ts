import type { Json } from "../../basics/json.js";
import { classNameOf } from "../../facts/type-tokens.js";
import type { Palette } from "../output/palette.js";
import type { ChangedInput, ResourceName, ResourceChanges } from "./resource-changes.js";

/** Longer values are not shown; the plan has them. */
const MOST_SHOWN = 40;

function shown(value: Json): string | undefined {
  if (typeof value === "object" && value !== null) return undefined;
  const text = value === null ? "nothing" : String(value);
  return text.length <= MOST_SHOWN ? text : undefined;
}

function inputText({ name, before, after }: ChangedInput): string {
  const [was, is] = [shown(before), shown(after)];
  return was === undefined || is === undefined ? name : `${name} ${was} → ${is}`;
}

function nameText({ type, name }: ResourceName): string {
  return `${classNameOf(type)} ${name}`;
}

/** Resources that come, go or change; nothing where the two are no plans. */
export function resourceLines(changes: ResourceChanges | undefined, palette: Palette): string[] {
  if (changes === undefined) return [];
  const lines = [
    ...changes.added.map((each) => `  + ${nameText(each)}`),
    ...changes.removed.map((each) => `  - ${nameText(each)}`),
    ...changes.changed.map((each) => {
      return `  ~ ${nameText(each)}: ${each.inputs.map(inputText).join(", ")}`;
    }),
  ];
  return [palette.heading("Resources"), ...(lines.length > 0 ? lines : ["  no difference"]), ""];
}

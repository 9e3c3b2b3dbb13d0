import { existsSync, readFileSync } from "node:fs";

/** Something that was done to a resource. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

export interface EngineEvents {
  /** What the summary at the end counts; nothing when there is none. */
  readonly changes: Readonly<Record<string, number>>;
  readonly steps: readonly Step[];
}

interface EngineEvent {
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> };
  readonly resOutputsEvent?: { readonly metadata: Step };
}

/** The log of a killed engine may end within a line. */
function parsed(line: string): EngineEvent[] {
  try {
    return [JSON.parse(line) as EngineEvent];
  } catch {
    return [];
  }
}

export function eventsOf(file: string): EngineEvents {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const events = lines.flatMap(parsed);
  const summary = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent;
  const steps = events.flatMap(({ resOutputsEvent }) =>
    resOutputsEvent === undefined ? [] : [resOutputsEvent.metadata],
  );
  return {
    changes: summary?.resourceChanges ?? {},
    steps: steps.map(({ op, urn, type }) => ({ op, urn, type })),
  };
}

import { existsSync, readFileSync } from "node:fs";

/** What the engine says a step is. */
interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** Something that was done to a resource. */
export interface Step extends StepMetadata {
  /** Whole seconds since 1970; both are the same where the engine announced nothing. */
  readonly began: number;
  readonly ended: number;
}

export interface EngineEvents {
  /** What the summary at the end counts; nothing when there is none. */
  readonly changes: Readonly<Record<string, number>>;
  readonly steps: readonly Step[];
}

interface EngineEvent {
  readonly summaryEvent?: { readonly resourceChanges?: Readonly<Record<string, number>> };
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly timestamp: number;
}

/** The log of a killed engine may end within a line. */
function parsed(line: string): EngineEvent[] {
  try {
    return [JSON.parse(line) as EngineEvent];
  } catch {
    return [];
  }
}

function keyOf({ op, urn }: StepMetadata): string {
  return `${op} ${urn}`;
}

function stepsOf(events: readonly EngineEvent[]): Step[] {
  const begun = new Map<string, number>();
  return events.flatMap(({ resourcePreEvent, resOutputsEvent, timestamp }) => {
    if (resourcePreEvent) begun.set(keyOf(resourcePreEvent.metadata), timestamp);
    if (resOutputsEvent === undefined) return [];
    const { op, urn, type } = resOutputsEvent.metadata;
    const began = begun.get(keyOf(resOutputsEvent.metadata)) ?? timestamp;
    return [{ op, urn, type, began, ended: timestamp }];
  });
}

export function eventsOf(file: string): EngineEvents {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const events = lines.flatMap(parsed);
  const summary = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent;
  return { changes: summary?.resourceChanges ?? {}, steps: stepsOf(events) };
}

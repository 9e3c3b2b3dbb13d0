import type { ObjectRef, Policy, RawObject, Rule } from "../../prover/index.js";

/** A place in a file. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}

/** Where policies and their rules stand. Looking up a line parses its document, so each is looked up once. */
export class SourceLines {
  private readonly objects: ReadonlyMap<ObjectRef, RawObject>;
  private readonly places = new Map<Policy | Rule, Place>();

  constructor(objects: readonly RawObject[]) {
    this.objects = new Map(objects.map((object) => [object.ref, object]));
  }

  findPlace(policy: Policy, rule?: Rule): Place {
    const known = this.places.get(rule ?? policy) ?? this.find(policy, rule);
    this.places.set(rule ?? policy, known);
    return known;
  }

  private find({ object }: Policy, rule: Rule | undefined): Place {
    const line = rule === undefined ? undefined : this.objects.get(object)?.findLine(rule.path);
    return { file: object.origin.file, line: line ?? object.origin.line ?? null };
  }
}

/** `app.yaml:12`. */
export function placeText({ file, line }: Place): string {
  return line === null ? file : `${file}:${line}`;
}

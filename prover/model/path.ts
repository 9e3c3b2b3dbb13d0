/** The path from an object to one of its fields: `["spec", "ingress", 2]`. */
export type Path = readonly (string | number)[];

/** `spec.ingress[2].source`; keys that are not plain words are quoted. */
export function formatPath(path: Path): string {
  return path.map(formatStep).join("").replace(/^\./, "");
}

function formatStep(step: string | number): string {
  if (typeof step === "number") return `[${step}]`;
  return /^[A-Za-z_$][\w$-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

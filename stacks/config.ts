import * as pulumi from "@pulumi/pulumi";

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // Pulumi hands strings over as they are, and everything else as JSON.
    return value;
  }
}

/** Every value of the project's own configuration, by its key without the project's name. */
export function readConfig(): Record<string, unknown> {
  const own = `${pulumi.getProject()}:`;
  const entries = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(own))
    .map(([key, value]) => [key.slice(own.length), parsed(value)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

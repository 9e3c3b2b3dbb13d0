import * as pulumi from "@pulumi/pulumi";

/** Pulumi hands text over as it is, and everything else as JSON. No setting at the top is a number. */
const JSON_VALUE = /^(\{[^]*\}|\[[^]*\]|true|false)$/;

function parsed(value: string): unknown {
  if (!JSON_VALUE.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
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

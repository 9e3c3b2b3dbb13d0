import { KUBERNETES_PROTOCOLS, LAST_PROTOCOL, Protocol } from "../model/protocols.js";
import type { PortMatch } from "../model/world.js";
import type { Field } from "./field.js";

/** TCP by default. */
export function readKubernetesProtocol(field: Field): number | undefined {
  const name = field.text() ?? "TCP";
  const protocol = KUBERNETES_PROTOCOLS.get(name);
  if (protocol !== undefined) return protocol;
  field.error("bad-protocol", `Unknown protocol ${JSON.stringify(name)}; use TCP, UDP or SCTP.`);
  return undefined;
}

const PORT_NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

/** A protocol by its name or number, as Calico's rules have it. */
export function readProtocol(field: Field): number | undefined {
  if (!field.given) return undefined;
  const { value } = field;
  const named = typeof value === "string" ? field.choice<number>(Protocol) : undefined;
  const number = named ?? (/^\d{1,3}$/.test(String(value)) ? Number(value) : 0);
  if (number >= 1 && number <= LAST_PROTOCOL) return number;
  const known = Object.keys(Protocol).join(", ");
  const message = `Unknown protocol ${JSON.stringify(value)}; use ${known} or a number from 1 to 255.`;
  field.error("bad-protocol", message);
  return undefined;
}

/** `8080`, `"8000:8999"` or the name of a port. */
export function readPort(field: Field): PortMatch | undefined {
  const text = String(field.value);
  const range = /^(\d+)(?::(\d+))?$/.exec(text);
  if (range !== null) {
    const first = Number(range[1]);
    return readRange(field, first, range[2] === undefined ? first : Number(range[2]));
  }
  if (typeof field.value === "string" && PORT_NAME.test(text)) return { kind: "named", name: text };
  field.error(
    "bad-port",
    `${JSON.stringify(field.value)} is invalid: expected a port, a range such as 8000:8999 or a name.`,
  );
  return undefined;
}

export function readRange(field: Field, first: number, last: number): PortMatch | undefined {
  const valid = [first, last].every(isPort);
  if (valid && first <= last) return { kind: "range", first, last };
  const what = valid
    ? `The range ${first}:${last} ends before it starts.`
    : "The port is invalid: expected 1 to 65535.";
  field.error("bad-port", what);
  return undefined;
}

export function isPort(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** The number of one port. */
export function readPortNumber(field: Field): number | undefined {
  const { value } = field;
  if (isPort(value)) return value;
  field.error("bad-port", "The port is invalid: expected a number from 1 to 65535.");
  return undefined;
}

export function readPorts(list: Field): PortMatch[] {
  return list.items().flatMap((item) => readPort(item) ?? []);
}

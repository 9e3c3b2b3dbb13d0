import { readFileSync } from "node:fs";

/** Where a command writes, and what it is given. */
export interface Terminal {
  /** Everything on standard input. */
  readonly input: () => string;
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and errors. */
  readonly err: (text: string) => void;
  /** Whether results may be coloured. */
  readonly colored: boolean;
  /** Whether progress may rewrite its line. */
  readonly interactive: boolean;
}

const STANDARD_INPUT = 0;

/** Node leaves `isTTY` out where a stream is not a terminal. */
function isTerminal({ isTTY = false }: { readonly isTTY?: boolean }): boolean {
  return isTTY;
}

/** The terminal of a process. */
export function processTerminal({
  stdout,
  stderr,
  env,
}: Pick<NodeJS.Process, "stdout" | "stderr" | "env">): Terminal {
  const write = (stream: NodeJS.WriteStream) => stream.write.bind(stream) as (text: string) => void;
  return {
    input: () => readFileSync(STANDARD_INPUT, "utf8"),
    out: write(stdout),
    err: write(stderr),
    // https://no-color.org: present and not empty.
    colored: isTerminal(stdout) && !env.NO_COLOR,
    interactive: isTerminal(stderr),
  };
}

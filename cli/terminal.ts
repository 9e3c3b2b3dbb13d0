/** Where a command writes. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and errors. */
  readonly err: (text: string) => void;
  /** Whether results may be coloured. */
  readonly colored: boolean;
  /** Whether progress may rewrite its line. */
  readonly interactive: boolean;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const write = (stream: NodeJS.WriteStream) => stream.write.bind(stream) as (text: string) => void;
  return {
    out: write(stdout),
    err: write(stderr),
    // https://no-color.org: present and not empty.
    colored: stdout.isTTY && !env.NO_COLOR,
    interactive: stderr.isTTY,
  };
}

import type { Terminal } from "../terminal.js";

/** What a command is doing, on standard error. */
export interface Progress {
  /** A new step begins. */
  step(text: string): void;
  /** The present step goes on; shown only where a line can be rewritten. */
  tick(text: string): void;
  /** Leaves the line to others. */
  done(): void;
}

const CLEAR_LINE = "\r\u001b[2K";

/** One line that is rewritten. */
function liveProgress({ err }: Terminal): Progress {
  const rewrite = (text: string) => {
    err(`${CLEAR_LINE}${text}`);
  };
  return {
    step: rewrite,
    tick: rewrite,
    done: () => {
      rewrite("");
    },
  };
}

function plainProgress({ err }: Terminal): Progress {
  return {
    step: (text) => {
      err(`${text}\n`);
    },
    tick: () => undefined,
    done: () => undefined,
  };
}

export function progressOn(terminal: Terminal): Progress {
  return terminal.interactive ? liveProgress(terminal) : plainProgress(terminal);
}

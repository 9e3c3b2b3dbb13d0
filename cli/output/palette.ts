import pc from "picocolors";

type Paint = (text: string) => string;

export interface Palette {
  readonly heading: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly warning: Paint;
  readonly note: Paint;
}

/** Colours for a terminal, plain text for everything else. */
export function createPalette(colored: boolean): Palette {
  const colors = pc.createColors(colored);
  return {
    heading: (text) => colors.bold(colors.cyan(text)),
    strong: colors.bold,
    faint: colors.dim,
    warning: colors.yellow,
    note: colors.blue,
  };
}

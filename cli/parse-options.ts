import { parseArgs, type ParseArgsConfig } from "node:util";
import { suggestion } from "../basics/nearest.js";
import { UsageError } from "./usage-error.js";

export type Options = NonNullable<ParseArgsConfig["options"]>;

/** The first sentence of node's message, with what was probably meant. */
function explained({ message }: Error, args: readonly string[], options: Options): string {
  const flags = Object.keys(options).map((name) => `--${name}`);
  const unknown = args
    .map((arg) => arg.replace(/=.*/s, ""))
    .find((arg) => arg.startsWith("--") && !flags.includes(arg) && message.includes(`'${arg}'`));
  const [sentence = message] = message.split(". ");
  const meant = unknown === undefined ? "" : suggestion(unknown, flags);
  return `${sentence.replace(/\.$/, "")}.${meant}`;
}

/**
 * The options and, where the command has any, the other words of a command line.
 *
 * @throws UsageError for an option that the command does not have.
 */
export function parseOptions<Known extends Options>(
  args: readonly string[],
  options: Known,
  words: "words" | "no-words",
): ReturnType<typeof parseArgs<{ options: Known; strict: true; allowPositionals: boolean }>> {
  try {
    const allowPositionals = words === "words";
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (error) {
    throw new UsageError(explained(error as Error, args, options));
  }
}

/** @throws UsageError when the text is none of the words. */
export function parseChoice<Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `--${option} takes ${words.join(", ")}, and not "${text}".${suggestion(text, words)}`,
  );
}

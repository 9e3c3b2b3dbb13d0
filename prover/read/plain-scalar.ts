/** Printable ASCII in one pair of quotes, without anything that is escaped. */
const DOUBLE_QUOTED = /^"[ !#-[\]-~]*"$/;
const SINGLE_QUOTED = /^'[ -&(-~]*'$/;

/** A word or sentence without quotes: no comment, no key, and it begins with no mark of YAML. */
const BARE = /^[A-Za-z0-9_/(](?:[ -"$-9;-~]|:(?=[!-~]))*$/;

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
/** More than digits, hexadecimal letters and signs, or two dots: no number in any notation. */
const NO_NUMBER = /[^0-9a-fA-FxXoO.+_-]|\..*\./;

/** A value that stands alone in one line; undefined where a complete parser has to look at it. */
export function plainScalar(text: string): unknown {
  if (text === "{}") return {};
  if (text === "[]") return [];
  if (DOUBLE_QUOTED.test(text) || SINGLE_QUOTED.test(text)) return text.slice(1, -1);
  return BARE.test(text) && !text.endsWith(" ") ? bareScalar(text) : undefined;
}

function bareScalar(text: string): unknown {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^\d/.test(text)) return text;
  if (WHOLE_NUMBER.test(text)) return Number(text);
  return NO_NUMBER.test(text) ? text : undefined;
}

/** The last part of a URN: names may have colons, but no two of them in a row. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

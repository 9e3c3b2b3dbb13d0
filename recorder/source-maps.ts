/**
 * The SDK formats a stack for each of its promises, and mapping every one to TypeScript takes half of a recording's
 * time. An error's own stack is formatted when it is first read, after the run, so it still names the source.
 *
 * Returns the way back to what was before.
 */
export function setSourceMaps(enabled: boolean): () => void {
  const before = process.sourceMapsEnabled;
  process.setSourceMapsEnabled(enabled);
  return () => {
    process.setSourceMapsEnabled(before);
  };
}

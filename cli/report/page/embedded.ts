import type { ReportData, ReportWorld } from "../data.js";

function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

async function unpacked(id: string): Promise<unknown> {
  const block = document.getElementById(id);
  if (block === null) return undefined;
  const stream = new Blob([decodeBase64(block.textContent)]).stream();
  return new Response(stream.pipeThrough(new DecompressionStream("gzip"))).json();
}

export async function embeddedData(): Promise<ReportData> {
  return (await unpacked("report-data")) as ReportData;
}

/** Undefined without a matrix. */
export async function embeddedWorld(): Promise<ReportWorld | undefined> {
  return (await unpacked("report-world")) as ReportWorld | undefined;
}

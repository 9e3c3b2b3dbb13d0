import { buildWorld, podRangeTexts, withCidrsApart, type Wanted } from "../../prover/index.js";
import type { ProofOptions } from "../input/proof-options.js";
import { readInput, type Input } from "../input/read-input.js";
import type { Terminal } from "../terminal.js";
import type { OpenedWorld } from "./opened-world.js";
import { SourceLines } from "./source-lines.js";

export interface WorldRequest {
  readonly paths: readonly string[];
  readonly options: ProofOptions;
  /** Namespaces that are there although no object says so. */
  readonly extraNamespaces?: readonly string[];
  /** Which objects are read; without it all are. */
  readonly wanted?: Wanted;
}

/** Reads the paths and builds the world that they describe. */
export function openWorld(request: WorldRequest, terminal: Pick<Terminal, "input">): OpenedWorld {
  const { paths, options } = request;
  return openInput(readInput(paths, options.zones, terminal, request.wanted), request);
}

export function openInput(
  input: Input,
  { options, extraNamespaces }: Omit<WorldRequest, "paths">,
): OpenedWorld {
  const { zones, findings } = input.zones;
  const podRanges = podRangeTexts(zones);
  const addressed = buildWorld(input.read, { ...options.world, podRanges, extraNamespaces });
  return {
    input,
    addressed,
    world: options.cidrMatchesPods ? addressed : withCidrsApart(addressed),
    zones,
    findings: [...findings, ...addressed.findings],
    lines: new SourceLines(input.read.objects),
  };
}

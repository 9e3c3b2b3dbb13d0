import { type Finding, type World, type ZoneMap } from "../../prover/index.js";
import { type Input } from "../input/read-input.js";
import type { SourceLines } from "./source-lines.js";

/** What an answer rests on. */
export interface OpenedWorld {
  readonly input: Input;
  /** As the options want it. */
  readonly world: World;
  /** The same with the addresses that pods really have. */
  readonly addressed: World;
  readonly zones: ZoneMap;
  /** Of the objects and of the zones. */
  readonly findings: readonly Finding[];
  readonly lines: SourceLines;
}

import { plural } from "../../basics/counts.js";
import { readInvariantInput } from "../../checks/index.js";
import { readAssertions } from "../../prover/index.js";
import { readNamedFile } from "../input/read-input.js";
import { matrixDot } from "../output/dot.js";
import { writeJunit } from "../output/junit.js";
import { matrixSection } from "../output/matrix-section.js";
import { createPalette, type Palette } from "../output/palette.js";
import { checkSection, findingSection, notModelledSection } from "../output/proof-section.js";
import { writeSarif } from "../output/sarif.js";
import { listChecks } from "../proof/check.js";
import { openWorld } from "../proof/open-world.js";
import { type OpenedWorld } from "../proof/opened-world.js";
import { assertionJson, findingJson, invariantJson, matrixJson } from "../proof/json.js";
import {
  brokenInvariants,
  failedAssertions,
  hasErrors,
  prove,
  type Proof,
} from "../proof/proof.js";
import type { Terminal } from "../terminal.js";
import { PROVE_HELP, parseProveArguments, type Format, type ProveArguments } from "./arguments.js";

/** The format of `prove --json`. It grows by fields; what changes or takes away a field raises it. */
const PROOF_VERSION = 1;

const FAILED = 1;

/** What the applications of the given plans declare; nothing for manifests of any other origin. */
function declaredIn({ input, zones }: OpenedWorld, { options }: ProveArguments) {
  const plans = input.plans.map(({ plan }) => plan);
  if (plans.length === 0) return undefined;
  return readInvariantInput({
    resources: plans.flatMap(({ resources }) => resources),
    zones,
    world: options.world,
  });
}

function proveInput(
  args: ProveArguments,
  terminal: Terminal,
): { proof: Proof; opened: OpenedWorld } {
  const files = args.assert.map((file) => readAssertions(readNamedFile("assert", file), file));
  const opened = openWorld(args, terminal);
  const proof = prove(opened, {
    declared: declaredIn(opened, args),
    assertions: files.flatMap(({ assertions }) => assertions),
    findings: files.flatMap(({ findings }) => findings),
  });
  return { proof, opened };
}

function proofJson(proof: Proof): string {
  const document = {
    version: PROOF_VERSION,
    assertions: proof.assertions.map(assertionJson),
    invariants: proof.invariants.map(invariantJson),
    findings: proof.findings.map(findingJson),
    matrix: matrixJson(proof.matrix),
    notModelled: proof.notModelled,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function headLine({ input, world }: OpenedWorld, palette: Palette): string {
  const policies = world.tiers.reduce((sum, tier) => sum + tier.policies.length, 0);
  const counts = [
    plural(input.read.objects.length, "object"),
    plural(policies, "policy", "policies"),
    plural(world.namespaces.length, "namespace"),
  ];
  return palette.strong(counts.join(", "));
}

function proofText(proof: Proof, opened: OpenedWorld, palette: Palette): string {
  const { matrix } = proof;
  const who = opened.input.plans.length > 0 ? "applications" : "namespaces";
  const sections = [
    [headLine(opened, palette)],
    matrix === undefined
      ? ["Nothing is proved: the manifests have errors."]
      : matrixSection(matrix, who, palette),
    checkSection(listChecks(proof), palette),
    findingSection(proof.findings, palette),
    notModelledSection(opened.input.read.unknown, proof.notModelled, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

type Writer = (proof: Proof, opened: OpenedWorld, terminal: Terminal) => string;

const WRITERS: Readonly<Record<Format, Writer>> = {
  text: (proof, opened, { colored }) => proofText(proof, opened, createPalette(colored)),
  json: proofJson,
  junit: (proof) => writeJunit("bulkhead prove", proof.findings, listChecks(proof)),
  sarif: (proof) => writeSarif(proof.findings, listChecks(proof)),
  dot: ({ matrix }) => matrixDot(matrix ?? { namespaces: [], others: [], cells: [] }),
};

/** `bulkhead prove`. */
export function runProve(args: readonly string[], terminal: Terminal): number {
  const parsed = parseProveArguments(args);
  if (parsed === undefined) {
    terminal.out(PROVE_HELP);
    return 0;
  }
  const { proof, opened } = proveInput(parsed, terminal);
  terminal.out(WRITERS[parsed.format](proof, opened, terminal));
  const failed = [...brokenInvariants(proof), ...failedAssertions(proof)].length > 0;
  return failed || hasErrors(proof.findings) ? FAILED : 0;
}

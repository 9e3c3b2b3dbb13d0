import type { Finding } from "../model/world.js";
import { parseDocuments } from "../read/documents.js";
import { ConfigField } from "./config-field.js";

/** A file of zones or assertions: its root, and its findings so far. */
export interface ConfigFile {
  readonly root: ConfigField;
  /** Grows while fields are read. */
  readonly findings: Finding[];
}

/** Reads a YAML file of one document. Never throws: a file that cannot be parsed has an error among its findings. */
export function openConfig(text: string, file: string): ConfigFile {
  const collected: Finding[] = [];
  const documents = parseDocuments(text);
  for (const { number, problems } of documents) {
    for (const { code, message, line, path } of problems) {
      const origin = { file, document: number, line };
      collected.push({ code, severity: "error", message, origin, path });
    }
  }
  const [first, second] = documents;
  if (second !== undefined) {
    const origin = { file, document: second.number, line: second.line };
    const message = "The file has more than one document; expected exactly one.";
    collected.push({ code: "second-document", severity: "error", message, origin });
  }
  const source = {
    origin: { file, document: 1 },
    findLine: first?.findLine ?? (() => 1),
    report: (finding: Finding) => {
      const known = collected.some(
        ({ code, path, message }) =>
          code === finding.code && path === finding.path && message === finding.message,
      );
      if (!known) collected.push(finding);
    },
  };
  return { root: new ConfigField(first?.value, [], source), findings: collected };
}

import { stringify } from "yaml";
import { lineFinder, readManifests, type LineFinder, type RawObject } from "../../prover/index.js";
import { YAML_STYLE } from "../plan-folder/yaml-style.js";
import { openInput } from "../proof/open-world.js";
import { type OpenedWorld } from "../proof/opened-world.js";
import type { ReportWorld } from "./data.js";
import { zonesOfJson, type ZonesJson } from "./zones-json.js";

/** Lines are those of the file that the plan wrote, which is written once more when somebody asks. */
function readLineFinder(content: unknown): LineFinder {
  let finder: LineFinder | undefined;
  return (path) => {
    finder ??= lineFinder(stringify(content, YAML_STYLE), 1);
    return finder(path);
  };
}

function withLines(object: RawObject): RawObject {
  const { ref, content } = object;
  const origin = { ...ref.origin, line: 1 };
  return { ...object, ref: { ...ref, origin }, findLine: readLineFinder(content) };
}

/** The world that the plan was proved in, from what the report holds of it. */
export function openReport({ objects }: ReportWorld, zones: ZonesJson): OpenedWorld {
  const read = readManifests(objects.map(({ file, content }) => ({ file, objects: [content] })));
  const input = {
    read: { ...read, objects: read.objects.map(withLines) },
    zones: { zones: zonesOfJson(zones), findings: [] },
    plans: [],
  };
  return openInput(input, { options: { world: {}, cidrMatchesPods: true } });
}

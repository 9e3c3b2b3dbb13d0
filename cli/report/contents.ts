import { groupBy } from "../../basics/group-by.js";
import { textOf } from "../../basics/json.js";
import { Aws } from "../../facts/type-tokens.js";
import type { PlanDocument } from "../plan-folder/document.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import type { Proof } from "../proof/proof.js";
import type { ReportData, ReportPeers, ReportPlan, ReportWorld } from "./data.js";
import type { ReportContents } from "./html.js";
import { zonesJson } from "./zones-json.js";

/** What a plan came to. */
export interface PlanResult {
  readonly document: PlanDocument;
  /** Number of rendered objects. */
  readonly objects: number;
  readonly proof: Proof | undefined;
  readonly opened: OpenedWorld | undefined;
}

function vpcBlocks({ resources }: PlanDocument): string[] {
  return resources
    .filter(({ type }) => type === Aws.Vpc || type === Aws.VpcIpv4CidrBlockAssociation)
    .flatMap(({ inputs }) => textOf(inputs.cidrBlock) ?? []);
}

function reportPeers({ matrix }: Pick<Proof, "matrix">): ReportPeers | undefined {
  return matrix && { namespaces: matrix.namespaces, others: matrix.others };
}

/** All of the plan but what the program itself made of its resources. */
function reportPlan(document: PlanDocument): ReportPlan {
  const { version, project, stack, addresses, applications, warnings, cost } = document;
  const { matrix, findings, invariants, enforcement, notModelled } = document;
  return {
    version,
    project,
    stack,
    addresses,
    applications,
    warnings,
    cost,
    matrix,
    findings,
    invariants,
    enforcement,
    notModelled,
  };
}

function reportData({ document, objects, proof, opened }: PlanResult): ReportData {
  return {
    plan: reportPlan(document),
    resources: document.resources.length,
    objects,
    vpc: [...groupBy(vpcBlocks(document), (block) => block).keys()],
    zones: zonesJson(opened?.zones ?? { zones: [], vpc: [], pods: [] }),
    peers: proof && reportPeers(proof),
  };
}

/** Only kinds that decide about traffic: neither Secrets nor ConfigMaps. */
function reportWorld({ input }: OpenedWorld): ReportWorld {
  const objects = input.read.objects.map(({ ref, content }) => ({
    file: ref.origin.file,
    content,
  }));
  return { objects };
}

export function reportContents(result: PlanResult): ReportContents {
  const { proof, opened } = result;
  const canExplain = proof?.matrix !== undefined && opened !== undefined;
  return { data: reportData(result), ...(canExplain ? { world: reportWorld(opened) } : {}) };
}

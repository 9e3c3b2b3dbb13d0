import { isCidr } from "../../basics/cidr.js";
import { findChoiceIssues, findDuplicateIssues, issue, type Issue } from "../shared/issues.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import { CALICO_LINES, CALICO_VERSION } from "../shared/versions.js";
import { CalicoApi, CalicoCni, type CalicoArgs } from "./args.js";

const NATIVE_MIN_MINOR = 36;

/** Calico 3.32.0 and 3.32.1 ask for a beta API that Kubernetes 1.36 no longer serves (projectcalico/calico#12978). */
const NOT_NATIVE = ["v3.32.0", "v3.32.1"];

const CALICO_PATCH = /^(v\d+\.\d+)\.\d+$/;

function findVersionIssues(version: string): Issue[] {
  const line = CALICO_PATCH.exec(version)?.[1];
  if (line !== undefined && CALICO_LINES.includes(line)) return [];
  const expected = `a version of ${CALICO_LINES.join(" or ")}, such as ${CALICO_VERSION}`;
  return [issue("version", version, expected)];
}

function findNativeIssues(args: CalicoArgs): Issue[] {
  if (args.api !== CalicoApi.Native) return [];
  const { kubernetesVersion, version = CALICO_VERSION } = args;
  const issues: Issue[] = [];
  const minor = Number(/^1\.(\d+)$/.exec(kubernetesVersion ?? "")?.[1]);
  if (!(minor >= NATIVE_MIN_MINOR)) {
    const expected = `1.${NATIVE_MIN_MINOR} or newer, which \`api: native\` requires; set the version of the cluster, or use \`api: aggregated\``;
    issues.push(issue("kubernetesVersion", kubernetesVersion, expected));
  }
  if (NOT_NATIVE.includes(version)) {
    issues.push(issue("version", version, "v3.32.2 or newer, which `api: native` requires"));
  }
  return issues;
}

function findPodCidrIssues(args: CalicoArgs): Issue[] {
  const path = "podCidrBlocks";
  const { podCidrBlocks: blocks = [], cni = CalicoCni.AmazonVPC } = args;
  if (cni === CalicoCni.AmazonVPC) {
    const message =
      "cannot be combined with `cni: AmazonVPC`: pods get addresses of their subnets; leave the list out";
    return blocks.length === 0 ? [] : [{ path, message }];
  }
  if (blocks.length === 0) {
    const expected =
      "the pod CIDR of the cluster, such as 10.244.0.0/16 on kind or 10.42.0.0/16 on k3s";
    return [issue(path, args.podCidrBlocks, expected)];
  }
  const misspelled = blocks.flatMap((block, index) =>
    isCidr(block)
      ? []
      : [
          issue(
            `${path}[${index}]`,
            block,
            "an IPv4 CIDR without host bits, such as 10.244.0.0/16",
          ),
        ],
  );
  return [...misspelled, ...findDuplicateIssues(path, blocks)];
}

export function findCalicoIssues(args: CalicoArgs): Issue[] {
  return [
    ...(args.version === undefined ? [] : findVersionIssues(args.version)),
    ...findChoiceIssues("api", args.api, CalicoApi),
    ...findNativeIssues(args),
    ...findChoiceIssues("cni", args.cni, CalicoCni),
    ...findPodCidrIssues(args),
    ...findStartupTaintIssues(args.startupTaint),
    ...(args.registry !== undefined && /^[a-z]+:\/\//.test(args.registry)
      ? [
          issue(
            "registry",
            args.registry,
            "a registry without a scheme, such as registry.example.com/mirror",
          ),
        ]
      : []),
  ];
}

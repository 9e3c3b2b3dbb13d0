const KUBERNETES = "1.34.4";
const CALICO = "3.31.0";
const CALICO_MODULE = "github.com/projectcalico/calico";

/** One binary that is built from a Go module of its own, `parts/<module>`. */
export interface Part {
  readonly name: string;
  /** What it is, with the version that runs. */
  readonly what: string;
  readonly module: string;
  /** The package that is built. */
  readonly target: string;
  /** Values that the linker sets, `package.variable=value`. */
  readonly variables: readonly string[];
  /** Names by which the binary is called besides its own. */
  readonly commands: readonly string[];
  /** Folders of a dependency that are kept beside the binary: `to` from `folder` of `module`. */
  readonly files: readonly {
    readonly module: string;
    readonly folder: string;
    readonly to: string;
  }[];
  /** Minutes on two idle cores, from nothing. */
  readonly minutes: number;
}

function versionVariables(version: string): string[] {
  const [major = "", minor = ""] = version.split(".");
  return ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) => [
    `${path}.gitVersion=v${version}`,
    `${path}.gitMajor=${major}`,
    `${path}.gitMinor=${minor}`,
    `${path}.gitTreeState=clean`,
  ]);
}

const NOTHING_ELSE = { variables: [], commands: [], files: [] } as const;

export const PARTS = {
  probe: {
    ...NOTHING_ELSE,
    name: "probe",
    what: "the client and server of every probed connection",
    module: "probe",
    target: ".",
    minutes: 1,
  },
  controlPlane: {
    ...NOTHING_ELSE,
    name: "control-plane",
    what: `etcd, kube-apiserver, kube-controller-manager and kubectl of Kubernetes ${KUBERNETES}`,
    module: "control-plane",
    target: ".",
    variables: versionVariables(KUBERNETES),
    commands: ["etcd", "kube-apiserver", "kube-controller-manager", "kubectl"],
    minutes: 6,
  },
  calicoApiServer: {
    ...NOTHING_ELSE,
    name: "calico-apiserver",
    what: `the Calico API server ${CALICO}`,
    module: "calico",
    target: `${CALICO_MODULE}/apiserver/cmd/apiserver`,
    files: [{ module: CALICO_MODULE, folder: "libcalico-go/config/crd", to: "crd" }],
    minutes: 2,
  },
  felix: {
    ...NOTHING_ELSE,
    name: "felix",
    what: `Felix of Calico ${CALICO}`,
    module: "calico",
    target: `${CALICO_MODULE}/felix/cmd/calico-felix`,
    minutes: 6,
  },
} satisfies Record<string, Part>;

export type PartKey = keyof typeof PARTS;

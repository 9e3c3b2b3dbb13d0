const KUBERNETES = "1.34.4";
const CALICO = "3.31.0";
const CALICO_MODULE = "github.com/projectcalico/calico";
/** The newest that Go's module proxy has. */
const CONTROLLER_CHART = "3.2.2";
const CONTROLLER_MODULE = "sigs.k8s.io/aws-load-balancer-controller";
const PULUMI = "3.226.0";
/** The newest host that Go's module proxy has: later ones are modules of their own, which it lacks. */
const LANGUAGE_HOST = "3.68.0";
const PULUMI_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
/** Between 4.24.1 and 4.25.0. */
const KUBERNETES_PROVIDER = "4.0.0-20260115033456-f47bc2d6f199";
const PROVIDER_MODULE = "github.com/pulumi/pulumi-kubernetes/provider/v4";

/** What is built from a Go module of its own, `parts/<module>`: a binary, or files of its dependencies alone. */
export interface Part {
  readonly name: string;
  /** What it is, with the version that runs. */
  readonly what: string;
  readonly module: string;
  /** The package that is built; nothing when only files are kept. */
  readonly target?: string;
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
  agnhost: {
    ...NOTHING_ELSE,
    name: "agnhost",
    what: `the program in the test image of Kubernetes ${KUBERNETES}`,
    module: "agnhost",
    target: "k8s.io/kubernetes/test/images/agnhost",
    minutes: 1,
  },
  pulumi: {
    ...NOTHING_ELSE,
    name: "pulumi",
    what: `the command line and engine of Pulumi ${PULUMI}`,
    module: "pulumi",
    target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    variables: [`${PULUMI_VERSION}=v${PULUMI}`],
    minutes: 5,
  },
  languageHost: {
    ...NOTHING_ELSE,
    name: "pulumi-language-nodejs",
    what: `Pulumi's host of Node programs ${LANGUAGE_HOST}`,
    module: "language-nodejs",
    target: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    variables: [`${PULUMI_VERSION}=v${LANGUAGE_HOST}`],
    minutes: 2,
  },
  kubernetesProvider: {
    ...NOTHING_ELSE,
    name: "pulumi-resource-kubernetes",
    what: `Pulumi's Kubernetes provider ${KUBERNETES_PROVIDER}`,
    module: "provider-kubernetes",
    target: ".",
    variables: [
      `main.version=${KUBERNETES_PROVIDER}`,
      `${PROVIDER_MODULE}/pkg/version.Version=${KUBERNETES_PROVIDER}`,
    ],
    files: [{ module: PROVIDER_MODULE, folder: "cmd/pulumi-resource-kubernetes", to: "provider" }],
    minutes: 13,
  },
  charts: {
    ...NOTHING_ELSE,
    name: "charts",
    what: `the charts of Calico's operator ${CALICO} and of the load balancer controller ${CONTROLLER_CHART}`,
    module: "charts",
    files: [
      { module: CALICO_MODULE, folder: "charts/tigera-operator", to: "tigera-operator" },
      {
        module: CONTROLLER_MODULE,
        folder: "helm/aws-load-balancer-controller",
        to: "aws-load-balancer-controller",
      },
    ],
    minutes: 1,
  },
} satisfies Record<string, Part>;

export type PartKey = keyof typeof PARTS;

/** What runs programs; without it the suites of traffic run all the same. */
export const ENGINE_PARTS = ["pulumi", "languageHost", "kubernetesProvider", "charts"] as const;

export type EnginePartKey = (typeof ENGINE_PARTS)[number];

function isOfEngine(key: PartKey): key is EnginePartKey {
  return (ENGINE_PARTS as readonly PartKey[]).includes(key);
}

export type ClusterPartKey = Exclude<PartKey, EnginePartKey>;

/** What a cluster needs whose policies are enforced. */
export const CLUSTER_PARTS = (Object.keys(PARTS) as PartKey[]).filter(
  (key): key is ClusterPartKey => !isOfEngine(key),
);

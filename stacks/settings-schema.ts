import { z } from "zod";
import { DeletePolicy, PodSecurity } from "../components/app-namespace/args.js";
import { CalicoApi, CalicoCni } from "../components/calico/args.js";
import { ClusterAccess } from "../components/cluster/access/args.js";
import { ControlPlaneLog } from "../components/cluster/args.js";
import { CapacityType, TaintEffect } from "../components/cluster/nodes/args.js";
import { NatGatewayMode } from "../components/network/args.js";
import { IsolationMode } from "../contract/isolation-mode.js";
import type { AddedSettings, Difference, None, SettingsFields } from "./settings-fields.js";
import { LoadBalancerPlacement, LoadBalancerScheme } from "../contract/load-balancer.js";
import { StorageAccess } from "../contract/storage-access.js";

/*
 * The shape of a settings file, field by field. What the values may be is the components' business: they find
 * those problems themselves.
 */

const texts = z.array(z.string());
const textMap = z.record(z.string(), z.string());
const charts = z.strictObject({ repository: z.string().optional() });

const network = z.strictObject({
  cidrBlock: z.string(),
  availabilityZones: texts,
  natGateway: z.enum(NatGatewayMode).optional(),
  vpcEndpoints: texts.optional(),
  flowLogs: z.strictObject({ retentionDays: z.number().optional() }).optional(),
  sharedAlb: z.boolean().optional(),
});

const taint = z.strictObject({
  key: z.string(),
  value: z.string().optional(),
  effect: z.enum(TaintEffect),
});

const nodeGroup = z.strictObject({
  instanceTypes: texts,
  capacityType: z.enum(CapacityType).optional(),
  minSize: z.number(),
  maxSize: z.number(),
  diskSizeGiB: z.number().optional(),
  gpu: z.boolean().optional(),
  labels: textMap.optional(),
  taints: z.array(taint).optional(),
  maxPods: z.number().optional(),
  maxUnavailablePercentage: z.number().optional(),
});

const accessEntry = z.strictObject({
  principalArn: z.string(),
  policy: z.enum(ClusterAccess).optional(),
  groups: texts.optional(),
});

const cluster = z.strictObject({
  name: z.string().optional(),
  kubernetesVersion: z.string().optional(),
  addonVersions: textMap.optional(),
  endpoint: z.strictObject({ publicCidrBlocks: texts.optional() }).optional(),
  nodeGroups: z.record(z.string(), nodeGroup),
  prefixDelegation: z.boolean().optional(),
  startupTaint: z.string().optional(),
  sessionManager: z.boolean().optional(),
  logRetentionDays: z.number().optional(),
  logTypes: z.array(z.enum(ControlPlaneLog)).optional(),
  serviceIpv4Cidr: z.string().optional(),
  accessEntries: z.record(z.string(), accessEntry).optional(),
  deletionProtection: z.boolean().optional(),
  metricsServer: z.boolean().optional(),
  clusterAutoscaler: z.boolean().optional(),
  charts: charts.optional(),
  kubeconfigRoleArn: z.string().optional(),
  kubeconfigProfileName: z.string().optional(),
});

const existingCluster = z.strictObject({
  kubeconfig: z.string().optional(),
  context: z.string().optional(),
  kubernetesVersion: z.string().optional(),
  podCidrBlocks: texts,
  apiServer: z.strictObject({ cidrBlocks: texts, port: z.number() }).optional(),
  loadBalancerCidrBlocks: texts.optional(),
});

const calico = z.strictObject({
  install: z.boolean().optional(),
  version: z.string().optional(),
  api: z.enum(CalicoApi).optional(),
  cni: z.enum(CalicoCni).optional(),
  charts: charts.optional(),
  registry: z.string().optional(),
  nodeResources: z
    .strictObject({ cpu: z.string().optional(), memory: z.string().optional() })
    .optional(),
});

const isolation = z.strictObject({
  mode: z.enum(IsolationMode).optional(),
  systemNamespaces: texts.optional(),
  closeUnmanagedNamespaces: z.boolean().optional(),
  nodeLocalDns: z.strictObject({ address: z.string(), clusterIp: z.string() }).optional(),
  connectedCidrBlocks: texts.optional(),
});

const egress = z.strictObject({
  internet: z.boolean().optional(),
  kubernetesApi: z.boolean().optional(),
  databases: z
    .array(
      z.strictObject({
        name: z.string(),
        port: z.number(),
        cidrBlocks: texts.optional(),
        securityGroupId: z.string().optional(),
      }),
    )
    .optional(),
  applications: z
    .array(z.strictObject({ application: z.string(), ports: z.array(z.number()) }))
    .optional(),
});

const ingressFrom = z.strictObject({
  applications: z
    .array(z.strictObject({ application: z.string(), ports: z.array(z.number()).optional() }))
    .optional(),
});

const accessLogs = z.strictObject({ bucket: z.string(), prefix: z.string().optional() });

const sharedLoadBalancer = z.strictObject({
  inboundCidrs: texts.optional(),
  wafAclArn: z.string().optional(),
  accessLogs: accessLogs.optional(),
  deletionProtection: z.boolean().optional(),
});

const loadBalancer = z.strictObject({
  placement: z.enum(LoadBalancerPlacement).optional(),
  scheme: z.enum(LoadBalancerScheme).optional(),
  hosts: texts.optional(),
  inboundCidrs: texts.optional(),
  certificateArn: z.string().optional(),
  wafAclArn: z.string().optional(),
  accessLogs: accessLogs.optional(),
  deletionProtection: z.boolean().optional(),
  sourceCidrBlocks: texts.optional(),
});

const access = z.strictObject({
  view: texts.optional(),
  edit: texts.optional(),
  deploy: texts.optional(),
});

const storage = z.strictObject({
  name: z.string(),
  bucketArn: z.string(),
  prefix: z.string(),
  access: z.enum(StorageAccess),
  kmsKeyArn: z.string().optional(),
  publishers: texts.optional(),
});

const application = z.strictObject({
  albSlot: z.number().optional(),
  ports: z.array(z.number()),
  mode: z.enum(IsolationMode).optional(),
  deletePolicy: z.enum(DeletePolicy).optional(),
  podSecurity: z.enum(PodSecurity).optional(),
  quota: z
    .strictObject({
      requestsCpu: z.string().optional(),
      requestsMemory: z.string().optional(),
      limitsMemory: z.string().optional(),
      pods: z.number().optional(),
      persistentVolumeClaims: z.number().optional(),
      gpus: z.number().optional(),
    })
    .optional(),
  limits: z
    .strictObject({
      requestCpu: z.string().optional(),
      requestMemory: z.string().optional(),
      limitMemory: z.string().optional(),
    })
    .optional(),
  egress: egress.optional(),
  ingressFrom: ingressFrom.optional(),
  loadBalancer: loadBalancer.optional(),
  storage: z.array(storage).optional(),
  access: access.optional(),
});

/** Everything under `config:`, without the project's name before each key. */
export const settingsSchema = z.strictObject({
  name: z.string(),
  network: network.optional(),
  cluster: cluster.optional(),
  existingCluster: existingCluster.optional(),
  calico: calico.optional(),
  sharedLoadBalancer: sharedLoadBalancer.optional(),
  loadBalancerController: z
    .strictObject({ version: z.string().optional(), charts: charts.optional() })
    .optional(),
  isolation: isolation.optional(),
  applications: z.record(z.string(), application),
  tags: textMap.optional(),
  protect: z.boolean().optional(),
});

type Parsed = z.infer<typeof settingsSchema>;

/** The text around it makes the compiler print the differences and not the types that they come from. */
type Differences = `${Difference<Parsed, SettingsFields>} (see settings-fields.ts)`;

/** Does not compile while the schema and the arguments of the components differ. */
export type SettingsFile = Exclude<Parsed, None<Differences>>;

/** The arguments of Platform, apart from the other settings. */
interface SplitSettings extends Required<AddedSettings> {
  readonly platform: Omit<SettingsFile, keyof AddedSettings>;
}

export function splitSettings(file: SettingsFile): SplitSettings {
  const { name, applications, protect = false, ...platform } = file;
  return { name, platform, applications, protect };
}

import assert from "node:assert/strict";
import type {
  AppNamespaceArgs,
  DeletePolicy,
  PodSecurity,
} from "../../../components/app-namespace/args.js";
import type { IsolationMode } from "../../../contract/isolation-mode.js";
import { eksPlatform, plainPlatform, addressFactsOfVpc } from "../../support/platform-ref.js";
import { webArgs } from "./applications.js";
import { messagesOf, type Refusal } from "./refusals.js";

const PORT = "a port number from 1 to 65535";
const QUANTITY = "a Kubernetes quantity such as 500m, 2 or 16Gi, as a string";

function calling(...applications: string[]): Partial<AppNamespaceArgs> {
  return {
    egress: { applications: applications.map((application) => ({ application, ports: [8080] })) },
  };
}

function calledBy(...applications: string[]): Partial<AppNamespaceArgs> {
  return { ingressFrom: { applications: applications.map((application) => ({ application })) } };
}

const REFUSED: Refusal[] = [
  {
    mistake: "a record of another format, and reads no further",
    args: { platform: { formatVersion: 1 } as AppNamespaceArgs["platform"], ports: [] },
    messages: ["platform.formatVersion: 1 is not accepted: format 2"],
  },
  {
    mistake: "a platform that does not know its pods",
    args: { platform: eksPlatform({ addressFacts: addressFactsOfVpc({ podCidrBlocks: [] }) }) },
    messages: [
      "platform.addressFacts.podCidrBlocks: [] is not accepted: the addresses that pods can have",
    ],
  },
  {
    mistake: "a platform that does not know what is private",
    args: { platform: eksPlatform({ addressFacts: addressFactsOfVpc({ privateCidrBlocks: [] }) }) },
    messages: [
      "platform.addressFacts.privateCidrBlocks: [] is not accepted: what is not the internet",
    ],
  },
  ...["default", "kube-system", "calico-system", "kube-node-lease"].map((application) => ({
    mistake: `the name ${application}`,
    args: { application },
    messages: [`application: "${application}" is a namespace of the cluster: choose another name`],
  })),
  {
    mistake: "the name of an add-on's namespace",
    args: {
      application: "monitoring",
      platform: eksPlatform({ systemNamespaces: ["monitoring"] }),
    },
    messages: ['application: "monitoring" is a namespace of the cluster: choose another name'],
  },
  {
    mistake: "the name kube-system on a record that forgot it",
    args: { application: "kube-system", platform: eksPlatform({ systemNamespaces: [] }) },
    messages: ['application: "kube-system" is a namespace of the cluster: choose another name'],
  },
  ...["Web", "web_1", "1web", "web-", "-web", "web.shop", 'a" || all()', ""].map((application) => ({
    mistake: `the name ${JSON.stringify(application)}`,
    args: { application },
    messages: [
      `application: "${application}" is not a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"`,
    ],
  })),
  {
    mistake: "a name that leaves no room for prefixes",
    args: { application: "w".repeat(41) },
    messages: [`application: "${"w".repeat(41)}" has 41 characters: at most 40 are accepted`],
  },
  {
    mistake: "no ports, which would be all of them",
    args: { ports: [] },
    messages: ["ports: [] is not accepted: at least one port"],
  },
  {
    mistake: "ports that are none",
    args: { ports: [0, 65536, 80.5] },
    messages: [
      `ports[0]: 0 is not accepted: ${PORT}`,
      `ports[1]: 65536 is not accepted: ${PORT}`,
      `ports[2]: 80.5 is not accepted: ${PORT}`,
    ],
  },
  {
    mistake: "a port twice",
    args: { ports: [8080, 8080] },
    messages: ["ports: 8080 stands there more than once"],
  },
  {
    mistake: "a mode that is none",
    args: { mode: "audit" as IsolationMode },
    messages: ['mode: "audit" is not accepted: one of "enforced", "staged"'],
  },
  {
    mistake: "a way to be deleted that is none",
    args: { deletePolicy: "retain" as DeletePolicy },
    messages: ['deletePolicy: "retain" is not accepted: one of "delete", "keep"'],
  },
  {
    mistake: "a Pod Security Standard that is none",
    args: { podSecurity: "privileged" as PodSecurity },
    messages: ['podSecurity: "privileged" is not accepted: one of "restricted", "baseline"'],
  },
  ...(["requestsCpu", "requestsMemory", "limitsMemory"] as const).map((field) => ({
    mistake: `a quota of ${field} that is no quantity`,
    args: { quota: { [field]: "16 Gi" } },
    messages: [`quota.${field}: "16 Gi" is not accepted: ${QUANTITY}`],
  })),
  ...(["pods", "persistentVolumeClaims", "gpus"] as const).map((field) => ({
    mistake: `a quota of ${field} that is no count`,
    args: { quota: { [field]: -1 } },
    messages: [`quota.${field}: -1 is not accepted: a whole number from 0`],
  })),
  {
    mistake: "a fraction of a pod",
    args: { quota: { pods: 1.5 } },
    messages: ["quota.pods: 1.5 is not accepted: a whole number from 0"],
  },
  ...(["requestCpu", "requestMemory", "limitMemory"] as const).map((field) => ({
    mistake: `a limit of ${field} that is no quantity`,
    args: { limits: { [field]: "-1" } },
    messages: [`limits.${field}: "-1" is not accepted: ${QUANTITY}`],
  })),
  {
    mistake: "containers that ask for more than they may have",
    args: { limits: { requestMemory: "1Gi" } },
    messages: [
      'limits.requestMemory: "1Gi" is not accepted: at most the memory limit of a container, which is 512Mi; raise limitMemory as well',
    ],
  },
  {
    mistake: "containers that ask for a little more than they may have",
    args: { limits: { requestMemory: "1025Mi", limitMemory: "1Gi" } },
    messages: [
      'limits.requestMemory: "1025Mi" is not accepted: at most the memory limit of a container, which is 1Gi; raise limitMemory as well',
    ],
  },
  ...["egress.applications", "ingressFrom.applications"].flatMap((path) => {
    const declare = path.startsWith("egress") ? calling : calledBy;
    return [
      {
        mistake: `itself in ${path}`,
        args: declare("shop", "web"),
        messages: [
          `${path}[1].application: "web" is this application: its own namespace is always open to it`,
        ],
      },
      {
        mistake: `an application twice in ${path}`,
        args: declare("shop", "shop"),
        messages: [`${path}: "shop" stands there more than once`],
      },
      {
        mistake: `no name in ${path}`,
        args: declare('x" || all()'),
        messages: [
          `${path}[0].application: "x" || all()" is not a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"`,
        ],
      },
      ...["kube-system", "default", "calico-apiserver"].map((name) => ({
        mistake: `${name} in ${path}: it has no wall that would have to open as well`,
        args: declare(name),
        messages: [
          `${path}[0].application: "${name}" is a namespace of the cluster and no application`,
        ],
      })),
    ];
  }),
  {
    mistake: "a connection without ports",
    args: { egress: { applications: [{ application: "shop", ports: [] }] } },
    messages: ["egress.applications[0].ports: [] is not accepted: at least one port"],
  },
  {
    mistake: "callers without ports",
    args: { ingressFrom: { applications: [{ application: "shop", ports: [] }] } },
    messages: ["ingressFrom.applications[0].ports: [] is not accepted: at least one port"],
  },
  {
    mistake: "the Kubernetes API where nobody knows it",
    args: { platform: plainPlatform(), egress: { kubernetesApi: true } },
    messages: [
      "egress.kubernetesApi: true is not accepted: false, because the platform names no API server addresses",
    ],
  },
];

describe("Issues of an application's arguments", () => {
  for (const { mistake, args, messages } of REFUSED) {
    it(`answer ${mistake}`, () => {
      assert.deepEqual(messagesOf(webArgs(args)), messages);
    });
  }

  it("are found in every argument at once", () => {
    const messages = messagesOf(
      webArgs({
        application: "Web",
        albSlot: 0,
        ports: [0],
        podSecurity: "none" as PodSecurity,
        quota: { pods: -1 },
        limits: { requestCpu: "one" },
        egress: {
          databases: [{ name: "Orders", port: 0 }],
          applications: [{ application: "default", ports: [] }],
        },
        ingressFrom: { applications: [{ application: "Shop" }] },
        loadBalancer: { inboundCidrs: [] },
      }),
    );
    assert.deepEqual(
      messages.map((message) => message.slice(0, message.indexOf(":"))),
      [
        "application",
        "ports[0]",
        "podSecurity",
        "quota.pods",
        "limits.requestCpu",
        "egress.databases[0].name",
        "egress.databases[0].port",
        "egress.applications[0].application",
        "egress.applications[0].ports",
        "ingressFrom.applications[0].application",
        "albSlot",
        "loadBalancer.inboundCidrs",
      ],
    );
  });

  for (const args of [
    {},
    { application: "w".repeat(40), albSlot: 127, loadBalancer: {} },
    { podSecurity: "baseline" },
    {
      quota: { requestsCpu: "1.5", requestsMemory: "500M", limitsMemory: "1Ti", pods: 0, gpus: 8 },
    },
    { limits: { requestCpu: "100m", requestMemory: "512Mi" } },
    { limits: { requestMemory: "1024Mi", limitMemory: "1Gi" } },
    { limits: { requestMemory: "1000", limitMemory: "1k" } },
    { egress: { internet: true, kubernetesApi: true } },
    { egress: { applications: [{ application: "shop", ports: [80] }] } },
    {
      ingressFrom: {
        applications: [{ application: "shop" }, { application: "jobs", ports: [80] }],
      },
    },
    { platform: plainPlatform(), egress: { kubernetesApi: false } },
  ] satisfies Partial<AppNamespaceArgs>[]) {
    it(`there are none in ${JSON.stringify(args)}`, () => {
      assert.deepEqual(messagesOf(webArgs(args)), []);
    });
  }
});

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
    messages: ["platform.formatVersion: 1 is invalid: expected format 2"],
  },
  {
    mistake: "a platform that does not know its pods",
    args: { platform: eksPlatform({ addressFacts: addressFactsOfVpc({ podCidrBlocks: [] }) }) },
    messages: [
      "platform.addressFacts.podCidrBlocks: [] is invalid: expected at least one IPv4 CIDR, for all pods",
    ],
  },
  {
    mistake: "a platform that does not know what is private",
    args: { platform: eksPlatform({ addressFacts: addressFactsOfVpc({ privateCidrBlocks: [] }) }) },
    messages: [
      "platform.addressFacts.privateCidrBlocks: [] is invalid: expected at least one IPv4 CIDR, for all that is not the internet",
    ],
  },
  ...["default", "kube-system", "calico-system", "kube-node-lease"].map((application) => ({
    mistake: `the name ${application}`,
    args: { application },
    messages: [`application: "${application}" is reserved for the cluster; choose another name`],
  })),
  {
    mistake: "the name of an add-on's namespace",
    args: {
      application: "monitoring",
      platform: eksPlatform({ systemNamespaces: ["monitoring"] }),
    },
    messages: ['application: "monitoring" is reserved for the cluster; choose another name'],
  },
  {
    mistake: "the name kube-system on a record that forgot it",
    args: { application: "kube-system", platform: eksPlatform({ systemNamespaces: [] }) },
    messages: ['application: "kube-system" is reserved for the cluster; choose another name'],
  },
  ...["Web", "web_1", "1web", "web-", "-web", "web.shop", 'a" || all()', ""].map((application) => ({
    mistake: `the name ${JSON.stringify(application)}`,
    args: { application },
    messages: [
      `application: ${JSON.stringify(application)} is invalid: expected a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"`,
    ],
  })),
  {
    mistake: "a name that leaves no room for prefixes",
    args: { application: "w".repeat(41) },
    messages: [`application: "${"w".repeat(41)}" has 41 characters: expected at most 40`],
  },
  {
    mistake: "no ports, which would be all of them",
    args: { ports: [] },
    messages: ["ports: [] is invalid: expected at least one port"],
  },
  {
    mistake: "ports that are none",
    args: { ports: [0, 65536, 80.5] },
    messages: [
      `ports[0]: 0 is invalid: expected ${PORT}`,
      `ports[1]: 65536 is invalid: expected ${PORT}`,
      `ports[2]: 80.5 is invalid: expected ${PORT}`,
    ],
  },
  {
    mistake: "a port twice",
    args: { ports: [8080, 8080] },
    messages: ["ports: 8080 is listed more than once"],
  },
  {
    mistake: "a mode that is none",
    args: { mode: "audit" as IsolationMode },
    messages: ['mode: "audit" is invalid: expected one of "enforced", "staged"'],
  },
  {
    mistake: "a way to be deleted that is none",
    args: { deletePolicy: "retain" as DeletePolicy },
    messages: ['deletePolicy: "retain" is invalid: expected one of "delete", "keep"'],
  },
  {
    mistake: "a Pod Security Standard that is none",
    args: { podSecurity: "privileged" as PodSecurity },
    messages: ['podSecurity: "privileged" is invalid: expected one of "restricted", "baseline"'],
  },
  ...(["requestsCpu", "requestsMemory", "limitsMemory"] as const).map((field) => ({
    mistake: `a quota of ${field} that is not a quantity`,
    args: { quota: { [field]: "16 Gi" } },
    messages: [`quota.${field}: "16 Gi" is invalid: expected ${QUANTITY}`],
  })),
  ...(["pods", "persistentVolumeClaims", "gpus"] as const).map((field) => ({
    mistake: `a quota of ${field} that is not a count`,
    args: { quota: { [field]: -1 } },
    messages: [`quota.${field}: -1 is invalid: expected a whole number, 0 or more`],
  })),
  {
    mistake: "a fraction of a pod",
    args: { quota: { pods: 1.5 } },
    messages: ["quota.pods: 1.5 is invalid: expected a whole number, 0 or more"],
  },
  ...(["requestCpu", "requestMemory", "limitMemory"] as const).map((field) => ({
    mistake: `a limit of ${field} that is not a quantity`,
    args: { limits: { [field]: "-1" } },
    messages: [`limits.${field}: "-1" is invalid: expected ${QUANTITY}`],
  })),
  {
    mistake: "containers that ask for more than they may have",
    args: { limits: { requestMemory: "1Gi" } },
    messages: [
      'limits.requestMemory: "1Gi" is invalid: expected at most the memory limit of a container, 512Mi; raise limitMemory as well',
    ],
  },
  {
    mistake: "containers that ask for a little more than they may have",
    args: { limits: { requestMemory: "1025Mi", limitMemory: "1Gi" } },
    messages: [
      'limits.requestMemory: "1025Mi" is invalid: expected at most the memory limit of a container, 1Gi; raise limitMemory as well',
    ],
  },
  ...["egress.applications", "ingressFrom.applications"].flatMap((path) => {
    const declare = path.startsWith("egress") ? calling : calledBy;
    return [
      {
        mistake: `itself in ${path}`,
        args: declare("shop", "web"),
        messages: [
          `${path}[1].application: "web" is the application itself: pods of one namespace always reach each other; leave it out`,
        ],
      },
      {
        mistake: `an application twice in ${path}`,
        args: declare("shop", "shop"),
        messages: [`${path}: "shop" is listed more than once`],
      },
      {
        mistake: `no name in ${path}`,
        args: declare('x" || all()'),
        messages: [
          `${path}[0].application: "x\\" || all()" is invalid: expected a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"`,
        ],
      },
      ...["kube-system", "default", "calico-apiserver"].map((name) => ({
        mistake: `${name} in ${path}: it has no wall that would have to open as well`,
        args: declare(name),
        messages: [
          `${path}[0].application: "${name}" is reserved for the cluster: expected the name of an application`,
        ],
      })),
    ];
  }),
  {
    mistake: "a connection without ports",
    args: { egress: { applications: [{ application: "shop", ports: [] }] } },
    messages: ["egress.applications[0].ports: [] is invalid: expected at least one port"],
  },
  {
    mistake: "callers without ports",
    args: { ingressFrom: { applications: [{ application: "shop", ports: [] }] } },
    messages: ["ingressFrom.applications[0].ports: [] is invalid: expected at least one port"],
  },
  {
    mistake: "the Kubernetes API at an unknown address",
    args: { platform: plainPlatform(), egress: { kubernetesApi: true } },
    messages: [
      "egress.kubernetesApi: true is invalid: expected false, because the platform does not know the addresses of its API server",
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

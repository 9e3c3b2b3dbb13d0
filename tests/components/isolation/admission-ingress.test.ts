import assert from "node:assert/strict";
import { POLICIES, refusalsOf, type Reviewed, type Write } from "./admission-review.js";

const ALB = "alb.ingress.kubernetes.io";
const OTHER_TENANT_GROUP =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/other/1";

const FOREIGN_CLASS = "spec.ingressClassName must be alb-<namespace>";
const OLD_CLASS =
  "the annotation kubernetes.io/ingress.class bypasses the platform's IngressClassParams";
const ALB_ANNOTATION = "this alb.ingress.kubernetes.io annotation is decided by the platform";
const TARGET_GROUP =
  "an action forwards to a Service of this namespace; it may not name a target group";

function ingress(annotations?: Record<string, string>, spec: Reviewed["spec"] = {}): Write {
  return {
    resource: "networking.k8s.io/ingresses",
    object: {
      metadata: { ...(annotations && { annotations }) },
      spec: { ingressClassName: "alb-web", ...spec },
    },
  };
}

function action(text: string): Write {
  return ingress({ [`${ALB}/actions.forward`]: text });
}

const CLASSLESS = { spec: { rules: [] } };

/** An application's Ingresses, and each way around the platform that is known. */
const CASES: { write: string; review: Write; refused: string[] }[] = [
  { write: "a plain Ingress", review: ingress(), refused: [] },
  {
    write: "an Ingress of another application's class",
    review: ingress(undefined, { ingressClassName: "alb-shop" }),
    refused: [FOREIGN_CLASS],
  },
  {
    write: "an Ingress without a class",
    review: { resource: "networking.k8s.io/ingresses", object: CLASSLESS },
    refused: [FOREIGN_CLASS],
  },
  {
    write: "the old annotation in place of a class",
    review: {
      resource: "networking.k8s.io/ingresses",
      object: { ...CLASSLESS, metadata: { annotations: { "kubernetes.io/ingress.class": "alb" } } },
    },
    refused: [FOREIGN_CLASS, OLD_CLASS],
  },
  {
    write: "the old annotation beside the class",
    review: ingress({ "kubernetes.io/ingress.class": "alb" }),
    refused: [OLD_CLASS],
  },
  ...[
    "group.name",
    "subnets",
    "security-groups",
    "target-type",
    "scheme",
    "inbound-cidrs",
    "load-balancer-name",
    "certificate-arn",
    "wafv2-acl-arn",
    "manage-backend-security-group-rules",
    "customer-owned-ipv4-pool",
    "enable-frontend-nlb",
    "tags",
    "Healthcheck-path",
  ].map((name) => ({
    write: `the annotation ${name}`,
    review: ingress({ [`${ALB}/${name}`]: "x" }),
    refused: [ALB_ANNOTATION],
  })),
  {
    write: "annotations about the application's own targets and listeners",
    review: ingress({
      [`${ALB}/healthcheck-path`]: "/healthz",
      [`${ALB}/healthcheck-interval-seconds`]: "5",
      [`${ALB}/success-codes`]: "200",
      [`${ALB}/healthy-threshold-count`]: "2",
      [`${ALB}/unhealthy-threshold-count`]: "2",
      [`${ALB}/backend-protocol`]: "HTTP",
      [`${ALB}/backend-protocol-version`]: "GRPC",
      [`${ALB}/target-group-attributes`]: "stickiness.enabled=true",
      [`${ALB}/listen-ports`]: '[{"HTTPS":443}]',
      [`${ALB}/ssl-redirect`]: "443",
      [`${ALB}/group.order`]: "1",
      [`${ALB}/conditions.canary`]: "[]",
      "team.example/owner": "web",
    }),
    refused: [],
  },
  { write: "no annotations at all", review: ingress({}), refused: [] },
  {
    write: "one wrong annotation among right ones",
    review: ingress({
      team: "web",
      [`${ALB}/healthcheck-path`]: "/healthz",
      [`${ALB}/group.name`]: "shop",
      "kubernetes.io/ingress.class": "alb",
    }),
    refused: [OLD_CLASS, ALB_ANNOTATION],
  },
  {
    write: "a foreign target group",
    review: action(`{"Type":"forward","TargetGroupARN":"${OTHER_TENANT_GROUP}"}`),
    refused: [TARGET_GROUP],
  },
  {
    write: "a foreign target group, in lower case",
    review: action(`{"type":"forward","targetgrouparn":"${OTHER_TENANT_GROUP}"}`),
    refused: [TARGET_GROUP],
  },
  {
    write: "a foreign target group, in upper case",
    review: action(`{"TYPE":"forward","TARGETGROUPARN":"${OTHER_TENANT_GROUP}"}`),
    refused: [TARGET_GROUP],
  },
  {
    write: "a foreign target group, escaped",
    review: action(`{"type":"forward","targetGroup\\u0041RN":"${OTHER_TENANT_GROUP}"}`),
    refused: [TARGET_GROUP],
  },
  {
    write: "a foreign target group, by name",
    review: action('{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"x"}]}}'),
    refused: [TARGET_GROUP],
  },
  {
    write: "a foreign target group beside an own Service",
    review: ingress({
      [`${ALB}/actions.own`]: '{"type":"forward","forwardConfig":{"targetGroups":[]}}',
      [`${ALB}/actions.other`]: `{"type":"forward","targetGroupARN":"${OTHER_TENANT_GROUP}"}`,
    }),
    refused: [TARGET_GROUP],
  },
  {
    write: "a weighted forward to own Services",
    review: action(
      '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":"80","weight":20},{"serviceName":"b","servicePort":"80","weight":80}]}}',
    ),
    refused: [],
  },
  {
    write: "a redirect",
    review: action('{"type":"redirect","redirectConfig":{"port":"443","statusCode":"HTTP_301"}}'),
    refused: [],
  },
  {
    write: "a wrong Ingress that is on its way out",
    review: {
      ...ingress({ [`${ALB}/group.name`]: "shop" }),
      operation: "UPDATE",
      object: {
        metadata: {
          deletionTimestamp: "2026-11-22T00:00:00Z",
          annotations: { [`${ALB}/group.name`]: "shop" },
        },
        spec: { ingressClassName: "alb-shop" },
      },
      oldObject: {
        metadata: {
          finalizers: ["ingress.k8s.aws/resources"],
          annotations: { [`${ALB}/group.name`]: "shop" },
        },
        spec: { ingressClassName: "alb-shop" },
      },
      username: "system:serviceaccount:kube-system:aws-load-balancer-controller",
    },
    refused: [],
  },
  {
    write: "a wrong annotation added later",
    review: { ...ingress({ [`${ALB}/group.name`]: "shop" }), operation: "UPDATE" },
    refused: [ALB_ANNOTATION],
  },
];

describe("Admission of Ingresses", () => {
  for (const { write, review, refused } of CASES) {
    it(`${refused.length > 0 ? "refuses" : "accepts"} ${write}`, () => {
      assert.deepEqual(refusalsOf(review), refused);
    });
  }

  it("has no validation that no case violates, but those of hosts", () => {
    const messages = POLICIES.filter(({ key }) => key === "ingress").flatMap(({ policy }) =>
      policy.spec.validations
        .map(({ message }) => message)
        .filter((message) => !message.includes(" host")),
    );
    const violated = new Set(CASES.flatMap(({ refused }) => refused));
    assert.deepEqual([...violated].sort(), messages.sort());
  });
});

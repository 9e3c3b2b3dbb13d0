import type { JsonObject } from "../../prover/index.js";
import {
  ALB,
  type Contents,
  ingress,
  INGRESSES,
  type Kind,
  SERVICES,
  tried,
  type TriedWrite,
  updated,
} from "./tried-write.js";

const CONTROLLER = "system:serviceaccount:kube-system:aws-load-balancer-controller";
const NEARLY_KUBE_SYSTEM = "system:serviceaccount:kube-system-like:controller";

const OWN_GROUP = "ingress.k8s.aws/resources";
const FOREIGN_GROUP = "group.ingress.k8s.aws/another";
const OF_SERVICE = "service.k8s.aws/resources";
/** A finalizer that the application adds and removes itself. */
const OF_TENANT = "team.example/cleanup";

function resolve(contents: Contents, namespace: string): JsonObject {
  return typeof contents === "function" ? contents(namespace) : contents;
}

/** Adds metadata to the contents. */
function withMetadata(contents: Contents, more: JsonObject): Contents {
  return (namespace) => {
    const given = resolve(contents, namespace);
    return { ...given, metadata: { ...(given.metadata as JsonObject | undefined), ...more } };
  };
}

function held(contents: Contents, ...finalizers: readonly string[]): Contents {
  return finalizers.length === 0 ? contents : withMetadata(contents, { finalizers });
}

/** An object that is being deleted and waits for its finalizers. */
function dying(contents: Contents, ...finalizers: readonly string[]): Contents {
  const deleted = { deletionTimestamp: "2026-01-01T00:00:00Z" };
  return withMetadata(held(contents, ...finalizers), deleted);
}

const INGRESS = ingress();
const SERVICE: JsonObject = { spec: {} };
const PROTECTED = { [`${ALB}/load-balancer-attributes`]: "deletion_protection.enabled=true" };

/** Changes that admission must reject even during deletion. */
const LATE_CHANGES: readonly (readonly [string, Kind, Contents, Contents])[] = [
  [
    "an Ingress that is being deleted and changes its class",
    INGRESSES,
    INGRESS,
    { spec: { ingressClassName: "alb-another" } },
  ],
  [
    "an Ingress that is being deleted and gets attributes of its load balancer",
    INGRESSES,
    INGRESS,
    ingress(PROTECTED),
  ],
  [
    "an Ingress that is being deleted and gets one annotation more",
    INGRESSES,
    ingress({ team: "web" }),
    ingress({ team: "web", ...PROTECTED }),
  ],
  [
    "a Service that is being deleted and gets externalIPs",
    SERVICES,
    SERVICE,
    { spec: { externalIPs: ["10.0.0.10"] } },
  ],
  [
    "a Service that is being deleted and turns into an ExternalName",
    SERVICES,
    SERVICE,
    { spec: { type: "ExternalName" } },
  ],
];

const HELD_BY_CONTROLLER: readonly (readonly [string, Kind, Contents, string])[] = [
  ["an Ingress", INGRESSES, INGRESS, OWN_GROUP],
  ["an Ingress", INGRESSES, INGRESS, FOREIGN_GROUP],
  ["a Service", SERVICES, SERVICE, OF_SERVICE],
];

/** Finalizers that would mislead the load balancer controller, and changes during deletion. */
export const FINALIZER_OPENING_WRITES: readonly TriedWrite[] = [
  ...LATE_CHANGES.map(([what, kind, before, after]) =>
    updated(what, kind, [dying(before, OF_TENANT), dying(after, OF_TENANT)]),
  ),
  ...HELD_BY_CONTROLLER.flatMap(([what, kind, plain, finalizer]) => [
    tried(`${what} with the finalizer ${finalizer}`, kind, held(plain, finalizer)),
    updated(`${what} that gets the finalizer ${finalizer}`, kind, [
      plain,
      held(plain, OF_TENANT, finalizer),
    ]),
    updated(`${what} that loses the finalizer ${finalizer}`, kind, [held(plain, finalizer), plain]),
    updated(`${what} that is being deleted and loses the finalizer ${finalizer}`, kind, [
      dying(plain, finalizer, OF_TENANT),
      dying(plain, OF_TENANT),
    ]),
  ]),
  updated(
    "an Ingress whose finalizer a service account outside kube-system removes",
    INGRESSES,
    [held(INGRESS, OWN_GROUP), INGRESS],
    NEARLY_KUBE_SYSTEM,
  ),
];

const WRONG_INGRESS: Contents = {
  metadata: { annotations: PROTECTED },
  spec: { ingressClassName: "alb-another" },
};
const WRONG_SERVICE: Contents = { spec: { type: "LoadBalancer", externalIPs: ["10.0.0.10"] } };

/** What happens to an Ingress and a Service, from the controller's first finalizer to the last one. */
export const FINALIZER_ORDINARY_WRITES: readonly TriedWrite[] = [
  ...HELD_BY_CONTROLLER.flatMap(([what, kind, plain, finalizer]) => [
    updated(
      `${what} that gets the finalizer ${finalizer} from the controller`,
      kind,
      [plain, held(plain, finalizer)],
      CONTROLLER,
    ),
    updated(`${what} that changes and keeps the finalizer ${finalizer}`, kind, [
      held(plain, finalizer),
      held(withMetadata(plain, { labels: { team: "web" } }), finalizer, OF_TENANT),
    ]),
    updated(
      `${what} that is being deleted and loses the finalizer ${finalizer} by the controller`,
      kind,
      [dying(plain, finalizer), dying(plain)],
      CONTROLLER,
    ),
  ]),
  tried("an Ingress with a finalizer of the application", INGRESSES, held(INGRESS, OF_TENANT)),
  updated("an Ingress that is being deleted and loses the application's finalizer", INGRESSES, [
    dying(INGRESS, OWN_GROUP, OF_TENANT),
    dying(INGRESS, OWN_GROUP),
  ]),
  updated("an Ingress that is being deleted and gets a health check", INGRESSES, [
    dying(INGRESS, OWN_GROUP),
    dying(ingress({ [`${ALB}/healthcheck-path`]: "/healthz" }), OWN_GROUP),
  ]),
  updated(
    "the last finalizer of an Ingress that was invalid before",
    INGRESSES,
    [dying(WRONG_INGRESS, OWN_GROUP), dying(WRONG_INGRESS)],
    CONTROLLER,
  ),
  updated("the last finalizer of a Service that was invalid before", SERVICES, [
    dying(WRONG_SERVICE, OF_TENANT),
    dying(WRONG_SERVICE),
  ]),
];

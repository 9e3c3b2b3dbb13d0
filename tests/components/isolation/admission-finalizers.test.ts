import assert from "node:assert/strict";
import { refusalsOf, type Reviewed, type Write } from "./admission-review.js";

const CONTROLLER = "system:serviceaccount:kube-system:aws-load-balancer-controller";
const ATTRIBUTES = { "alb.ingress.kubernetes.io/load-balancer-attributes": "x=y" };

const ADDED = "the finalizers of the load balancer controller are added by controllers only";
const REMOVED =
  "the finalizers of the load balancer controller are removed by controllers only: keep metadata.finalizers, as kubectl apply does";
const FOREIGN_CLASS = "spec.ingressClassName must be alb-<namespace>";
const DECIDED = "this alb.ingress.kubernetes.io annotation is decided by the platform";

type Metadata = NonNullable<Reviewed["metadata"]>;

const SPECS: Readonly<Record<string, Record<string, unknown>>> = {
  "networking.k8s.io/ingresses": { ingressClassName: "alb-web" },
  "/services": {},
};
const INGRESSES = "networking.k8s.io/ingresses";

function created(resource: string, ...finalizers: readonly string[]): Write {
  return { resource, object: { metadata: { finalizers }, spec: SPECS[resource] ?? {} } };
}

/** An update of metadata alone. */
function changed(resource: string, [from, to]: readonly [Metadata, Metadata]): Write {
  const spec = SPECS[resource] ?? {};
  return {
    ...{ resource, operation: "UPDATE" },
    object: { metadata: to, spec },
    oldObject: { metadata: from, spec },
  };
}

function refinalized(
  resource: string,
  from: readonly string[] | undefined,
  to: readonly string[] | undefined,
): Write {
  return changed(resource, [
    { ...(from && { finalizers: from }) },
    { ...(to && { finalizers: to }) },
  ]);
}

const GUARDED: readonly (readonly [resource: string, finalizer: string])[] = [
  [INGRESSES, "ingress.k8s.aws/resources"],
  [INGRESSES, "group.ingress.k8s.aws/web"],
  [INGRESSES, "group.ingress.k8s.aws/"],
  ["/services", "service.k8s.aws/resources"],
];

const OTHERS = [
  ...["team.example/cleanup", "foregroundDeletion", "kubernetes.io/pvc-protection"],
  ...["group.ingress.k8s.aws", "ingress.k8s.aws/resources2", "x.group.ingress.k8s.aws/web"],
];

describe("Admission of finalizers", () => {
  for (const [resource, finalizer] of GUARDED) {
    const writes: readonly (readonly [string, Write, string])[] = [
      ["created with", created(resource, "team.example/cleanup", finalizer), ADDED],
      ["given", refinalized(resource, undefined, [finalizer]), ADDED],
      ["given, beside others,", refinalized(resource, ["a.example/b"], [finalizer]), ADDED],
      ["robbed of", refinalized(resource, [finalizer], undefined), REMOVED],
      [
        "robbed of, but for others,",
        refinalized(resource, [finalizer, "a.example/b"], ["a.example/b"]),
        REMOVED,
      ],
    ];
    for (const [what, write, message] of writes) {
      it(`refuses a tenant's ${resource} ${what} ${finalizer}, and lets controllers do it`, () => {
        assert.deepEqual(refusalsOf(write), [message]);
        assert.deepEqual(refusalsOf({ ...write, username: CONTROLLER }), []);
      });
    }

    it(`accepts ${resource} that keep ${finalizer}, in any order`, () => {
      const before = ["a.example/b", finalizer];
      const after = [finalizer, "team.example/cleanup"];
      assert.deepEqual(refusalsOf(refinalized(resource, before, after)), []);
    });
  }

  it("refuses one finalizer of the controller in place of another, by both rules", () => {
    const from = ["group.ingress.k8s.aws/web"];
    const to = ["group.ingress.k8s.aws/shop"];
    assert.deepEqual(refusalsOf(refinalized(INGRESSES, from, to)), [ADDED, REMOVED]);
  });

  for (const finalizer of OTHERS) {
    it(`leaves ${finalizer} to the tenant`, () => {
      for (const write of [
        created(INGRESSES, finalizer),
        refinalized(INGRESSES, undefined, [finalizer]),
        refinalized(INGRESSES, [finalizer], undefined),
      ]) {
        assert.deepEqual(refusalsOf(write), []);
      }
    });
  }

  for (const username of [
    "system:serviceaccount:kube-system-like:controller",
    "system:serviceaccount:web:kube-system:",
    "system:kube-controller-manager",
    "kubernetes-admin",
  ]) {
    it(`trusts no ${username}`, () => {
      const write = refinalized(INGRESSES, ["ingress.k8s.aws/resources"], undefined);
      assert.deepEqual(refusalsOf({ ...write, username }), [REMOVED]);
    });
  }
});

const DELETED: Metadata = {
  deletionTimestamp: "2026-11-22T00:00:00Z",
  finalizers: ["a.example/b"],
};
const WRONG = { ingressClassName: "alb-shop" };

function dying(object: Reviewed, oldObject: Reviewed): Write {
  return { resource: INGRESSES, operation: "UPDATE", object, oldObject };
}

describe("Admission of objects that are being deleted", () => {
  it("accepts one that was always wrong and loses its finalizers", () => {
    const metadata = { deletionTimestamp: "2026-11-22T00:00:00Z", annotations: ATTRIBUTES };
    const oldObject = { metadata: { ...DELETED, annotations: ATTRIBUTES }, spec: WRONG };
    assert.deepEqual(refusalsOf(dying({ metadata, spec: WRONG }, oldObject)), []);
  });

  it("refuses the same loss while it is not being deleted", () => {
    const write = dying(
      { spec: WRONG },
      { metadata: { finalizers: ["a.example/b"] }, spec: WRONG },
    );
    assert.deepEqual(refusalsOf(write), [FOREIGN_CLASS]);
  });

  it("refuses one whose spec turns wrong", () => {
    const write = dying({ metadata: DELETED, spec: WRONG }, { metadata: DELETED, spec: {} });
    assert.deepEqual(refusalsOf(write), [FOREIGN_CLASS]);
  });

  for (const [what, annotations] of [
    ["its first annotation", undefined],
    ["another annotation", { team: "web" }],
    ["another value of an annotation", { ...ATTRIBUTES, team: "web" }],
  ] as const) {
    it(`refuses one that gets ${what} wrong`, () => {
      const spec = SPECS[INGRESSES] ?? {};
      const before = { ...DELETED, ...(annotations && { annotations }) };
      const write = dying(
        { metadata: { ...DELETED, annotations: ATTRIBUTES }, spec },
        { metadata: before, spec },
      );
      assert.deepEqual(refusalsOf(write), [DECIDED]);
    });
  }

  it("judges one that loses annotations as any other object", () => {
    const before = { metadata: { ...DELETED, annotations: ATTRIBUTES }, spec: WRONG };
    assert.deepEqual(refusalsOf(dying({ metadata: DELETED, spec: WRONG }, before)), [
      FOREIGN_CLASS,
    ]);
  });

  it("accepts one that changes and is right", () => {
    const spec = SPECS[INGRESSES] ?? {};
    const annotations = { "alb.ingress.kubernetes.io/healthcheck-path": "/healthz" };
    const write = dying(
      { metadata: { ...DELETED, annotations }, spec },
      { metadata: DELETED, spec },
    );
    assert.deepEqual(refusalsOf(write), []);
  });
});

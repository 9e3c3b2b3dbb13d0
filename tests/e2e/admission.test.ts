import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { admissionPolicies } from "../../components/isolation/admission.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import type { AdmissionWrite } from "../../checks/tenant-writes/admission.js";
import type { TriedWrite } from "../../checks/tenant-writes/tried-write.js";
import {
  earlyPods,
  OPENING_WRITES,
  ordinaryWrites,
  WAITING_PODS,
} from "../../checks/tenant-writes/writes.js";
import type { JsonObject } from "../../prover/read/read-result.js";
import { MERGE_PATCH, type KubernetesObject } from "../../testbed/kubernetes/api.js";
import { renderedObjects } from "../checks/traffic/cluster.js";
import { Applied } from "./support/applied.js";
import { LOAD_BALANCER_KINDS } from "./support/load-balancer-kinds.js";
import { CONTROLLER, isLate, RealWriter } from "./support/real-write.js";
import { toApply } from "./support/rendered.js";
import { RESTRICTED_POD } from "./support/restricted-pod.js";
import { until } from "./support/until.js";
import { clusterUnderTest, skipWhereImpossible } from "./support/testbed.js";

const APPLICATION = "app-a";

/** The policies leave it out, and it has neither quota nor pod security: admission alone rejects here. */
const UNGUARDED = "kube-system";

const CONTAINER = RESTRICTED_POD.containers[0];

/** Specs of pods that leave the walls, by what they try. */
const PODS: Readonly<Record<string, object>> = {
  "on the network of its node": { hostNetwork: true },
  "among the processes of its node": { hostPID: true },
  "with files of its node": { volumes: [{ name: "root", hostPath: { path: "/" } }] },
  "that is privileged": {
    containers: [{ ...CONTAINER, securityContext: { privileged: true } }],
  },
  "with a port of its node": {
    containers: [{ ...CONTAINER, ports: [{ containerPort: 80, hostPort: 80 }] }],
  },
  "that may forge packets": {
    containers: [{ ...CONTAINER, securityContext: { capabilities: { add: ["NET_RAW"] } } }],
  },
  "that runs as root": { securityContext: { runAsUser: 0 } },
};

const TAINT = "readiness.k8s.io/calico";

/** The guard that a platform has with a start-up taint. */
const START_UP = admissionPolicies({
  mode: "enforced",
  systemNamespaces: CLUSTER_NAMESPACES,
  cniUsers: ["system:serviceaccount:kube-system:aws-node"],
  startupTaint: TAINT,
}).filter(({ key }) => key === "start-up");

const INGRESSES = `/apis/networking.k8s.io/v1/namespaces/${APPLICATION}/ingresses`;
const FINALIZER = "ingress.k8s.aws/resources";
const HELD_INGRESS: KubernetesObject = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "foreground", namespace: APPLICATION, finalizers: [FINALIZER] },
  spec: {
    ingressClassName: `alb-${APPLICATION}`,
    defaultBackend: { service: { name: "web", port: { number: 80 } } },
  },
};

const REFUSED = /ValidatingAdmissionPolicy 'app-isolation-[a-z-]+'.* denied request/s;

function pod(namespace: string, spec: object | undefined): AdmissionWrite {
  return {
    ...{ group: "", version: "v1", resource: "pods", operation: "CREATE", username: "tenant" },
    namespace,
    object: { metadata: { name: "tried", namespace }, spec: { ...spec } },
  };
}

/** What is being deleted stays for the whole suite, so that each such write has an object of its own. */
function withOwnName(prefix: string): (write: TriedWrite, at: number) => TriedWrite {
  return ({ what, in: write }, at) => ({
    what,
    in: (namespace) => {
      const plain = write(namespace);
      if (!isLate(plain)) return plain;
      const metadata = { ...(plain.object.metadata as JsonObject), name: `${prefix}-${at}` };
      return { ...plain, object: { ...plain.object, metadata } };
    },
  });
}

const OPENING = OPENING_WRITES.map(withOwnName("opening"));
const ORDINARY = [...ordinaryWrites(), ...WAITING_PODS].map(withOwnName("ordinary"));

/** The writes that change what is being deleted, in each namespace where they are sent. */
const LATE = [
  ...[...OPENING, ...ORDINARY].map((write) => write.in(APPLICATION)),
  ...OPENING.map((write) => write.in(UNGUARDED)),
].filter(isLate);

describe("Admission on a real API server", function () {
  this.timeout(60_000);
  skipWhereImpossible(this);

  let applied: Applied | undefined;
  let writer: RealWriter;

  before(async () => {
    const { api } = clusterUnderTest();
    applied = new Applied(api);
    writer = new RealWriter(api);
    const startUp = START_UP.flatMap(({ policy, binding }) => [policy, binding]);
    const rendered = toApply([...(await renderedObjects()), ...startUp]);
    await applied.become(rendered.filter(({ kind }) => kind === "Namespace"));
    for (const write of LATE) await writer.leave(write);
    await applied.become([...LOAD_BALANCER_KINDS, ...rendered]);
    await untilGuarded(OPENING_WRITES[0]?.in(APPLICATION));
    await untilGuarded(earlyPods(TAINT)[0]?.in(APPLICATION));
  });

  after(async () => {
    await applied?.become([]);
    // The API server forgets policies in the background.
    const released = (): Promise<boolean> => writer.release().then(Boolean, () => false);
    await until("nothing that was deleted is left", released);
  });

  /** The API server compiles new policies in the background. */
  async function untilGuarded(write: AdmissionWrite | undefined): Promise<void> {
    assert.ok(write);
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await writer.send(write)).status >= 400) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.fail("no policy became active");
  }

  for (const { what, in: write } of OPENING) {
    it(`refuses ${what}`, async () => {
      const { status, message } = await writer.send(write(APPLICATION));
      assert.equal(status, 422, message);
      assert.match(message, REFUSED);
    });

    it(`control: nothing else refuses ${what}`, async () => {
      const { status, message } = await writer.send(write(UNGUARDED));
      assert.ok(status < 300, message);
    });
  }

  for (const [what, spec] of Object.entries(PODS)) {
    it(`pod security refuses a pod ${what}; control: nothing else does`, async () => {
      const { status, message } = await writer.send(pod(APPLICATION, spec));
      assert.equal(status, 403, message);
      assert.match(message, /violates PodSecurity "restricted:/);
      assert.ok((await writer.send(pod(UNGUARDED, spec))).status < 300);
    });
  }

  for (const { what, in: write } of earlyPods(TAINT)) {
    it(`refuses ${what}; control: nothing else does`, async () => {
      const { status, message } = await writer.send(write(APPLICATION));
      assert.equal(status, 422, message);
      assert.match(message, /ValidatingAdmissionPolicy 'app-isolation-start-up'.* denied request/s);
      assert.ok((await writer.send(write(UNGUARDED))).status < 300);
    });
  }

  for (const { what, in: write } of ORDINARY) {
    it(`accepts ${what}`, async () => {
      const { status, message } = await writer.send(write(APPLICATION));
      assert.ok(status < 300, message);
    });
  }

  it("leaves the load balancer controller's finalizer to it when an Ingress is deleted in the foreground", async () => {
    const { api } = clusterUnderTest();
    const controller = api.as({ user: CONTROLLER, groups: ["system:masters"] });
    const path = `${INGRESSES}/${HELD_INGRESS.metadata.name}`;
    await controller.apply(HELD_INGRESS);
    await api.demand({ path: `${path}?propagationPolicy=Foreground`, method: "DELETE" });
    await until("the garbage collector is done", async () => {
      const { metadata } = await api.demand({ path });
      return isDeepStrictEqual((metadata as JsonObject).finalizers, [FINALIZER]);
    });
    const body = { metadata: { finalizers: null } };
    const patch = { path, method: "PATCH", body, contentType: MERGE_PATCH } as const;
    assert.equal((await api.call(patch)).status, 422);
    await controller.demand(patch);
    assert.equal((await api.call({ path })).status, 404);
  });

  it("lets everything go that was deleted before, once the controller takes the finalizers off", async () => {
    assert.ok(LATE.length > 0);
    const left = await writer.release();
    assert.equal(left.length, LATE.length);
    for (const object of left) assert.ok(!(await isThere(object)), object.metadata.name);
  });

  async function isThere(object: KubernetesObject): Promise<boolean> {
    const { api } = clusterUnderTest();
    return (await api.call({ path: await api.pathOf(object) })).status !== 404;
  }
});

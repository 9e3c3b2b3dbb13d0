import assert from "node:assert/strict";
import { admissionPolicies } from "../../components/isolation/admission.js";
import { CLUSTER_NAMESPACES } from "../../components/shared/names.js";
import type { AdmissionWrite } from "../../prover/guards/admission-write.js";
import { earlyPods, PATIENT_PODS } from "../../prover/guards/early-pods.js";
import type { TriedWrite } from "../../prover/guards/tried-write.js";
import { OPENING_WRITES, ordinaryWrites } from "../../prover/guards/writes.js";
import { renderedObjects } from "../prover/invariants/cluster.js";
import { Applied } from "./support/applied.js";
import { LOAD_BALANCER_KINDS } from "./support/load-balancer-kinds.js";
import { RealWriter } from "./support/real-write.js";
import { toApply } from "./support/rendered.js";
import { RESTRICTED_POD } from "./support/restricted-pod.js";
import { clusterUnderTest, skipWhereImpossible } from "./support/testbed.js";

const APPLICATION = "app-a";

/** The policies leave it out, and it has neither quota nor pod security: what is refused here is no object. */
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

const REFUSED = /ValidatingAdmissionPolicy 'app-isolation-[a-z-]+'.* denied request/s;

function pod(namespace: string, spec: object | undefined): AdmissionWrite {
  return {
    ...{ group: "", version: "v1", resource: "pods", operation: "CREATE", username: "tenant" },
    namespace,
    object: { metadata: { name: "tried", namespace }, spec: { ...spec } },
  };
}

/** An object that is being deleted cannot be sent: the API server alone says that one is. */
function canBeSent({ in: write }: TriedWrite): boolean {
  const { metadata } = write(APPLICATION).object as { readonly metadata?: object };
  return metadata === undefined || !("deletionTimestamp" in metadata);
}

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
    await applied.become([...LOAD_BALANCER_KINDS, ...rendered]);
    await untilGuarded(OPENING_WRITES[0]?.in(APPLICATION));
    await untilGuarded(earlyPods(TAINT)[0]?.in(APPLICATION));
  });

  after(async () => {
    await applied?.become([]);
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

  for (const { what, in: write } of OPENING_WRITES) {
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

  for (const { what, in: write } of [...ordinaryWrites(), ...PATIENT_PODS].filter(canBeSent)) {
    it(`accepts ${what}`, async () => {
      const { status, message } = await writer.send(write(APPLICATION));
      assert.ok(status < 300, message);
    });
  }
});

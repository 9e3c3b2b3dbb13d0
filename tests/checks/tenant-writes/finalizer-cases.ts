import assert from "node:assert/strict";
import { broken, type Case, type Change, type Fields, withSpec, without } from "./write-case.js";

const INGRESS = "ValidatingAdmissionPolicy app-isolation-ingress";
const SERVICE = "ValidatingAdmissionPolicy app-isolation-service";
const FINALIZERS = "ValidatingAdmissionPolicy app-isolation-finalizers";

/** Two applications and an unmanaged namespace. */
const NAMESPACES = 3;

const SAME_SPEC = "object.spec == oldObject.spec";
const SAME_PRESENCE = "has(object.metadata.annotations) == has(oldObject.metadata.annotations)";
const SAME_ANNOTATIONS =
  "(!has(object.metadata.annotations) || object.metadata.annotations == oldObject.metadata.annotations)";

function exempting(policy: string, ...conjuncts: readonly string[]): Change {
  const all = ["has(object.metadata.deletionTimestamp)", ...conjuncts].join(" && ");
  const matchConditions = [{ name: "reopened", expression: `!(${all})` }];
  return withSpec(policy, (spec) => ({ ...spec, matchConditions }));
}

/** The policy for finalizers with a text replaced in all of its expressions. */
function rewritten(from: string, to: string): Change {
  return withSpec(FINALIZERS, (spec) => {
    const text = JSON.stringify(spec);
    assert.ok(text.includes(from), from);
    return JSON.parse(text.replaceAll(from, to)) as Fields;
  });
}

/** The first problems are in `app-a`; the others repeat them for the other namespaces. */
function opened(what: string, change: Change, count: number, ...first: readonly string[]): Case {
  const problems = first.map((write) => `app-a: ${write} is accepted.`);
  return broken(what, change, ["opening-writes-refused", ...problems], count * NAMESPACES);
}

const CLASS_CHANGES = "an Ingress that is being deleted and changes its class";
const ATTRIBUTES = "an Ingress that is being deleted and gets attributes of its load balancer";
const ONE_MORE = "an Ingress that is being deleted and gets one annotation more";
const EXTERNAL_IPS = "a Service that is being deleted and gets externalIPs";
const EXTERNAL_NAME = "a Service that is being deleted and turns into an ExternalName";

const OWN = "ingress.k8s.aws/resources";
const GROUP = "group.ingress.k8s.aws/another";
const OF_SERVICE = "service.k8s.aws/resources";

function fourWrites(kind: string, finalizer: string): string[] {
  return [
    `${kind} with the finalizer ${finalizer}`,
    `${kind} that gets the finalizer ${finalizer}`,
    `${kind} that loses the finalizer ${finalizer}`,
    `${kind} that is being deleted and loses the finalizer ${finalizer}`,
  ];
}

const BY_ACCOUNT = "an Ingress whose finalizer a service account outside kube-system removes";

/** Each hole that an exemption of deleted objects or of finalizers can leave. */
export const FINALIZER_CASES: readonly Case[] = [
  opened(
    "Ingresses that are being deleted are exempt",
    exempting(INGRESS),
    3,
    CLASS_CHANGES,
    ATTRIBUTES,
    ONE_MORE,
  ),
  opened(
    "Services that are being deleted are exempt",
    exempting(SERVICE),
    2,
    EXTERNAL_IPS,
    EXTERNAL_NAME,
  ),
  opened(
    "the annotations of an Ingress that is being deleted may change",
    exempting(INGRESS, SAME_SPEC),
    2,
    ATTRIBUTES,
    ONE_MORE,
  ),
  opened(
    "the annotations of an Ingress that is being deleted may change where it has some",
    exempting(INGRESS, SAME_SPEC, SAME_PRESENCE),
    1,
    ONE_MORE,
  ),
  opened(
    "the spec of an Ingress that is being deleted may change",
    exempting(INGRESS, SAME_PRESENCE, SAME_ANNOTATIONS),
    1,
    CLASS_CHANGES,
  ),
  opened(
    "the spec of a Service that is being deleted may change",
    exempting(SERVICE, SAME_PRESENCE, SAME_ANNOTATIONS),
    2,
    EXTERNAL_IPS,
    EXTERNAL_NAME,
  ),
  opened(
    "the policy for finalizers is missing",
    without(FINALIZERS),
    13,
    ...fourWrites("an Ingress", OWN),
  ),
  opened(
    "finalizers of groups are not protected",
    rewritten("f.startsWith('group.ingress.k8s.aws/')", "false"),
    4,
    ...fourWrites("an Ingress", GROUP),
  ),
  opened(
    "the finalizer of an Ingress in a group of its own is not protected",
    rewritten(`'${OWN}', `, ""),
    5,
    ...fourWrites("an Ingress", OWN),
    BY_ACCOUNT,
  ),
  opened(
    "the finalizer of Services is not protected",
    rewritten(`, '${OF_SERVICE}'`, ""),
    4,
    ...fourWrites("a Service", OF_SERVICE),
  ),
  opened(
    "service accounts of a namespace whose name starts with kube-system may remove finalizers",
    rewritten("kube-system:'", "kube-system'"),
    1,
    BY_ACCOUNT,
  ),
];

import assert from "node:assert/strict";
import { refusalsOf, type Reviewed } from "./admission-review.js";

const HOST = "a rule answers for a host of the application: loadBalancer.hosts names them";
const CONDITION = "a condition may not name hosts: the rules of the Ingress do";
const CONDITIONS = "alb.ingress.kubernetes.io/conditions.web";

const HOSTS = ["shop.example", "*.shop.example"];

function ingress(spec: Record<string, unknown>, annotations?: Record<string, string>): Reviewed {
  return {
    metadata: { ...(annotations && { annotations }) },
    spec: { ingressClassName: "alb-web", ...spec },
  };
}

function rules(...hosts: readonly (string | undefined)[]): Reviewed {
  return ingress({ rules: hosts.map((host) => (host === undefined ? {} : { host })) });
}

function condition(text: string): Reviewed {
  return ingress({ rules: [{ host: "shop.example" }] }, { [CONDITIONS]: text });
}

/** What an application with hosts of its own writes. */
const CASES: { write: string; object: Reviewed; refused: string[] }[] = [
  { write: "its host", object: rules("shop.example"), refused: [] },
  { write: "its star, as the platform wrote it", object: rules("*.shop.example"), refused: [] },
  { write: "all its hosts", object: rules(...HOSTS), refused: [] },
  { write: "no rules", object: ingress({}), refused: [] },
  { write: "an empty list of rules", object: rules(), refused: [] },
  { write: "another host", object: rules("other.example"), refused: [HOST] },
  { write: "another host beside its own", object: rules("shop.example", "x.y"), refused: [HOST] },
  { write: "a host that its star would cover", object: rules("a.shop.example"), refused: [HOST] },
  { write: "the end of its host", object: rules("example"), refused: [HOST] },
  { write: "a part of its host", object: rules("hop.example"), refused: [HOST] },
  { write: "an empty host", object: rules(""), refused: [HOST] },
  { write: "a rule for any host", object: rules(undefined), refused: [HOST] },
  { write: "a star alone", object: rules("*"), refused: [HOST] },
  {
    write: "a default backend",
    object: ingress({ defaultBackend: {}, rules: [{ host: "shop.example" }] }),
    refused: [HOST],
  },
  { write: "a condition on a header", object: condition('[{"field":"http-header"}]'), refused: [] },
  {
    write: "a condition on hosts",
    object: condition('[{"field":"host-header"}]'),
    refused: [CONDITION],
  },
  {
    write: "a condition on hosts, escaped",
    object: condition('[{"field":"host\\u002dheader"}]'),
    refused: [CONDITION],
  },
  {
    write: "a condition on hosts in capitals, which AWS refuses too",
    object: condition('[{"field":"HOST-HEADER"}]'),
    refused: [CONDITION],
  },
];

describe("Admission of Ingresses with hosts", () => {
  for (const { write, object, refused } of CASES) {
    const review = { resource: "networking.k8s.io/ingresses", object };

    it(`${refused.length > 0 ? "refuses" : "accepts"} ${write}`, () => {
      assert.deepEqual(refusalsOf({ ...review, hosts: HOSTS }), refused);
    });

    it(`accepts ${write} where the platform names no hosts`, () => {
      assert.deepEqual(refusalsOf(review), []);
    });
  }

  it("looks at updates, too", () => {
    const object = rules("other.example");
    const review = { resource: "networking.k8s.io/ingresses", object, hosts: HOSTS };
    assert.deepEqual(refusalsOf({ ...review, operation: "UPDATE", oldObject: object }), [HOST]);
  });
});

import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../../components/app-namespace/args.js";
import {
  eksPlatform,
  eksPlatformWithSharedAlb,
  plainPlatform,
} from "../../../support/platform-ref.js";
import { boundaryOf, webArgs, webBehindAlb } from "../applications.js";
import { DNS, FOREIGN_PODS, INGRESS_END, OWN_PODS, PODS } from "./boundary-rules.js";

/** What each option puts before the first Deny of ingress. */
const INGRESS: { option: string; args: AppNamespaceArgs; first: object[] }[] = [
  { option: "nothing", args: webArgs(), first: [] },
  { option: "a slot without a load balancer", args: webArgs({ albSlot: 1 }), first: [] },
  {
    option: "a load balancer of its own",
    args: webBehindAlb({ ports: [8080, 9000] }),
    first: [
      {
        action: "Pass",
        protocol: "TCP",
        source: { nets: ["10.0.0.128/27", "10.0.0.160/27"] },
        destination: { ports: [8080, 9000] },
      },
    ],
  },
  {
    option: "an internal load balancer",
    args: webBehindAlb({ albSlot: 127, loadBalancer: { scheme: "internal" } }),
    first: [
      {
        action: "Pass",
        protocol: "TCP",
        source: { nets: ["10.0.63.128/27", "10.0.63.160/27"] },
        destination: { ports: [8080] },
      },
    ],
  },
  {
    option: "the shared load balancer",
    args: webArgs({
      platform: eksPlatformWithSharedAlb(),
      loadBalancer: { placement: "shared", hosts: ["web.example"] },
    }),
    first: [
      {
        action: "Pass",
        protocol: "TCP",
        source: { nets: ["10.0.0.0/27", "10.0.0.32/27"] },
        destination: { ports: [8080] },
      },
    ],
  },
  {
    option: "callers, on its own ports or others",
    args: webBehindAlb({
      ingressFrom: {
        applications: [{ application: "shop" }, { application: "jobs", ports: [9090, 9091] }],
      },
    }),
    first: [
      {
        action: "Pass",
        protocol: "TCP",
        source: { nets: ["10.0.0.128/27", "10.0.0.160/27"] },
        destination: { ports: [8080] },
      },
      {
        action: "Pass",
        protocol: "TCP",
        source: { namespaceSelector: 'projectcalico.org/name == "shop"', nets: PODS },
        destination: { ports: [8080] },
      },
      {
        action: "Pass",
        protocol: "TCP",
        source: { namespaceSelector: 'projectcalico.org/name == "jobs"', nets: PODS },
        destination: { ports: [9090, 9091] },
      },
    ],
  },
];

describe("Boundary of an application", () => {
  it("holds every pod of its namespace, in the tier above owners", () => {
    const { ingress, egress } = boundaryOf(webArgs()).spec;
    assert.deepEqual(boundaryOf(webArgs()), {
      apiVersion: "projectcalico.org/v3",
      kind: "NetworkPolicy",
      metadata: { name: "app-isolation.boundary", namespace: "web" },
      spec: {
        tier: "app-isolation",
        order: 100,
        selector: "all()",
        types: ["Ingress", "Egress"],
        ingress,
        egress,
      },
    });
  });

  for (const { option, args, first } of INGRESS) {
    it(`lets in what it must with ${option}`, () => {
      assert.deepEqual(boundaryOf(args).spec.ingress, [...first, ...INGRESS_END]);
    });
  }

  it("knows pods by the cluster's own blocks outside AWS", () => {
    const { spec } = boundaryOf(
      webArgs({
        platform: plainPlatform(),
        loadBalancer: { sourceCidrBlocks: ["172.18.0.9/32"] },
      }),
    );
    const nets = ["10.244.0.0/16"];
    const foreign = { ...FOREIGN_PODS, nets };
    const own = { ...OWN_PODS, nets };
    assert.deepEqual(spec.ingress, [
      {
        action: "Pass",
        protocol: "TCP",
        source: { nets: ["172.18.0.9/32"] },
        destination: { ports: [8080] },
      },
      { action: "Deny", source: foreign },
      { action: "Pass", source: own },
      { action: "Deny" },
    ]);
    assert.deepEqual(spec.egress, [
      ...DNS,
      { action: "Deny", destination: foreign },
      { action: "Pass", destination: own },
      { action: "Deny" },
    ]);
  });

  it("is the same policy in staged mode, which Calico only evaluates", () => {
    const args = { egress: { internet: true } };
    const enforced = boundaryOf(webBehindAlb(args));
    const staged = boundaryOf(webBehindAlb({ ...args, platform: eksPlatform({ mode: "staged" }) }));
    assert.deepEqual(staged, { ...enforced, kind: "StagedNetworkPolicy" });
  });
});

import assert from "node:assert/strict";
import { containsCidr, overlapsCidr, prefixLengthOf } from "../../basics/cidr.js";
import { APPLICATION_TAG, TIER_TAG } from "../../contract/names.js";
import {
  manifestsIn,
  unwrapSecrets,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { ofClass, subnetsOf, tagsOf, text, withId } from "../components/network/record-network.js";
import { AWS_ENVIRONMENTS, components, environment, ofPackage } from "../support/environments.js";

function cidrOf({ inputs }: RecordedResource): string {
  return text(inputs.cidrBlock);
}

/** Subnets whose route table leads to the internet gateway. */
function publicSubnetsOf(recorded: RecordedProgram): RecordedResource[] {
  const tables = ofClass(recorded, "Route")
    .filter(({ inputs }) => inputs.gatewayId !== undefined)
    .map(({ inputs }) => inputs.routeTableId);
  return ofClass(recorded, "RouteTableAssociation")
    .filter(({ inputs }) => tables.includes(inputs.routeTableId ?? null))
    .map(({ inputs }) => withId(recorded, inputs.subnetId));
}

function subnetIdsOf({ inputs }: RecordedResource): string[] {
  return (inputs.subnetIds ?? []) as string[];
}

/** Every address block that a policy lets packets come from. */
function admittedBlocksOf(recorded: RecordedProgram): string[] {
  return manifestsIn(recorded).flatMap(({ kind, spec }) => {
    const rules = ((spec ?? {}) as { ingress?: IngressRule[] }).ingress ?? [];
    if (!kind.endsWith("NetworkPolicy")) return [];
    return rules
      .filter(({ action }) => action !== "Deny")
      .flatMap(({ source, from = [] }) => [
        ...(source?.nets ?? []),
        ...from.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : [])),
      ]);
  });
}

interface IngressRule {
  readonly action?: string;
  readonly source?: { readonly nets?: string[] };
  readonly from?: { readonly ipBlock?: { readonly cidr: string } }[];
}

for (const stack of AWS_ENVIRONMENTS) {
  describe(`Infrastructure of ${stack}`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    it("has public subnets only for load balancers and, with zonal NAT, for NAT gateways", () => {
      const subnets = publicSubnetsOf(recorded);
      const tiers = [...new Set(subnets.map((subnet) => text(tagsOf(subnet)[TIER_TAG])))];
      assert.deepEqual(tiers.sort(), stack === "staging" ? ["alb", "nat"] : ["alb"]);
      for (const subnet of subnets.filter((found) => tagsOf(found)[TIER_TAG] === "nat")) {
        const foreign = Object.keys(tagsOf(subnet)).filter((key) => key.includes("/role/"));
        assert.deepEqual(foreign, []);
      }
    });

    it("places nodes, the control plane and endpoints in subnets of their own", () => {
      const idsOf = (tier: string): string[] =>
        subnetsOf(recorded, tier)
          .map(({ id }) => id ?? "")
          .sort();
      const groups = ofClass(recorded, "NodeGroup");
      assert.ok(groups.length >= 2);
      for (const group of groups) {
        assert.deepEqual(subnetIdsOf(group).sort(), idsOf("workload"), group.name);
      }
      assert.deepEqual(
        ofPackage(recorded, "eks").map((eks) => subnetIdsOf(eks).sort()),
        [idsOf("control-plane")],
      );
      const endpoints = ofClass(recorded, "VpcEndpoint").filter(
        ({ inputs }) => inputs.vpcEndpointType === "Interface",
      );
      assert.equal(endpoints.length, { dev: 1, staging: 5, prod: 9 }[stack]);
      for (const endpoint of endpoints) {
        assert.deepEqual(subnetIdsOf(endpoint).sort(), idsOf("endpoints"), endpoint.name);
      }
      assert.deepEqual(
        ofClass(recorded, "SubnetGroup").map((group) => subnetIdsOf(group).sort()),
        [idsOf("data")],
      );
    });

    it("gives each application /27 subnets of its own for its load balancer in every zone", () => {
      const subnets = subnetsOf(recorded, "alb");
      const zones = stack === "prod" ? 3 : 2;
      const owners = new Map<string, RecordedResource[]>();
      for (const subnet of subnets) {
        const owner = subnet.parent ?? "";
        owners.set(owner, [...(owners.get(owner) ?? []), subnet]);
        assert.equal(prefixLengthOf(cidrOf(subnet)), 27, subnet.name);
        const roles = Object.keys(tagsOf(subnet)).filter((key) => key.includes("/role/"));
        assert.equal(roles.length, 1, subnet.name);
      }
      for (const [owner, own] of owners) {
        assert.equal(new Set(own.map(({ inputs }) => inputs.availabilityZone)).size, zones, owner);
        assert.equal(own.length, zones, owner);
      }
      const dedicated = components(recorded, "AppNamespace").filter(
        ({ inputs }) => inputs.albSlot !== undefined,
      );
      assert.equal(owners.size, dedicated.length + 1);
      const all = ofClass(recorded, "Subnet");
      const overlaps = all.flatMap((left, at) =>
        all.slice(at + 1).filter((right) => overlapsCidr(cidrOf(left), cidrOf(right))),
      );
      assert.deepEqual(overlaps, []);
    });

    it("makes internet-facing subnets public, internal ones private, and tags each for its scheme", () => {
      const publicIds = publicSubnetsOf(recorded).map(({ urn }) => urn);
      for (const subnet of subnetsOf(recorded, "alb")) {
        const isPublic = publicIds.includes(subnet.urn);
        const tags = tagsOf(subnet);
        assert.equal(tags["kubernetes.io/role/elb"], isPublic ? "1" : undefined, subnet.name);
        assert.equal(tags["kubernetes.io/role/internal-elb"], isPublic ? undefined : "1");
      }
      const internal = subnetsOf(recorded, "alb").filter(({ urn }) => !publicIds.includes(urn));
      assert.deepEqual(
        [...new Set(internal.map((subnet) => text(tagsOf(subnet)[APPLICATION_TAG])))].sort(),
        ["forecasting", "model-registry", "operations", "reports", "speech"],
      );
    });

    it("admits only load balancers and pods by address", () => {
      const [vpc] = ofClass(recorded, "Network");
      const { albCidrBlock, workloadCidrBlock } = vpc?.outputs ?? {};
      const admitted = [...new Set(admittedBlocksOf(recorded))];
      assert.ok(admitted.length > 10);
      const albs = subnetsOf(recorded, "alb").map(cidrOf);
      assert.deepEqual(
        admitted.filter((block) => block !== workloadCidrBlock && !albs.includes(block)),
        [],
      );
      for (const tier of ["nat", "control-plane", "endpoints", "data", "workload"]) {
        for (const subnet of subnetsOf(recorded, tier)) {
          assert.ok(!overlapsCidr(text(albCidrBlock), cidrOf(subnet)), subnet.name);
        }
      }
    });

    it("admits node addresses only as pod addresses, because workload subnets hold both", () => {
      const [vpc] = ofClass(recorded, "Network");
      for (const subnet of subnetsOf(recorded, "workload")) {
        assert.ok(containsCidr(text(vpc?.outputs.workloadCidrBlock), cidrOf(subnet)), subnet.name);
      }
      const bare = manifestsIn(recorded).flatMap(({ kind, metadata, spec }) => {
        const rules = ((spec ?? {}) as { ingress?: IngressRule[] }).ingress ?? [];
        if (!kind.endsWith("NetworkPolicy")) return [];
        return rules
          .filter(({ action, source }) => {
            const nets = source?.nets ?? [];
            const selects = source && ("selector" in source || "namespaceSelector" in source);
            return (
              action !== "Deny" && nets.includes(text(vpc?.outputs.workloadCidrBlock)) && !selects
            );
          })
          .map(() => metadata.name);
      });
      assert.deepEqual(bare, []);
    });

    it("gives public addresses to neither subnets nor nodes", () => {
      const wrong = ofClass(recorded, "Subnet").filter(
        ({ inputs }) => inputs.mapPublicIpOnLaunch !== false,
      );
      assert.deepEqual(wrong, []);
      assert.deepEqual(
        ofPackage(recorded, "eks").map(({ inputs }) => inputs.nodeAssociatePublicIpAddress),
        [false],
      );
    });

    it("lets the VPC CNI annotate pod addresses for Calico, without policies of its own", () => {
      const addons = ofClass(recorded, "Addon");
      const names = addons.map(({ inputs }) => inputs.addonName).sort();
      assert.deepEqual(names, [
        "coredns",
        "eks-pod-identity-agent",
        "kube-proxy",
        "metrics-server",
        "vpc-cni",
      ]);
      const [cni] = addons.filter(({ inputs }) => inputs.addonName === "vpc-cni");
      assert.deepEqual(JSON.parse(text(cni?.inputs.configurationValues)), {
        enableNetworkPolicy: "false",
        env: {
          ANNOTATE_POD_IP: "true",
          AWS_VPC_K8S_CNI_EXTERNALSNAT: "true",
          ...(stack !== "dev" && { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" }),
        },
      });
      assert.match(text(cni?.inputs.addonVersion), /^v1\.22\.4-/);
    });

    it("keeps pods from the instance metadata with required tokens and a hop limit of one", () => {
      const templates = ofClass(recorded, "LaunchTemplate");
      assert.equal(templates.length, ofClass(recorded, "NodeGroup").length);
      for (const { inputs, name } of templates) {
        assert.deepEqual(
          unwrapSecrets(inputs.metadataOptions),
          { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
          name,
        );
      }
    });

    it("the private endpoint is on, the public one is off or has named networks", () => {
      for (const { inputs } of ofPackage(recorded, "eks")) {
        assert.equal(inputs.endpointPrivateAccess, true);
        const open = inputs.publicAccessCidrs as string[] | undefined;
        assert.equal(inputs.endpointPublicAccess, open !== undefined);
        assert.ok(!(open ?? []).includes("0.0.0.0/0"));
        assert.equal(inputs.authenticationMode, "API");
      }
    });

    it("everything with tags carries the environment's", () => {
      const tagged = ofPackage(recorded, "aws").filter(({ inputs }) => inputs.tags !== undefined);
      const ofPlatform = tagged.filter(({ urn }) => urn.includes("index:Platform$"));
      assert.ok(ofPlatform.length > 30);
      for (const resource of ofPlatform) {
        assert.equal(tagsOf(resource).environment, stack, resource.urn);
      }
    });
  });
}

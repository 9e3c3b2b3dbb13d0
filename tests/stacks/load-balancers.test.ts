import assert from "node:assert/strict";
import { cutAlbSubnets } from "../../contract/alb-slots.js";
import { manifestsIn, unwrapSecrets, type RecordedProgram } from "../../recorder/index.js";
import { ofClass, subnetsOf, text } from "../components/network/record-network.js";
import {
  AWS_ENVIRONMENTS,
  childrenOf,
  component,
  components,
  environment,
  ofGroup,
} from "../support/environments.js";
import { boundaryOf, named } from "./manifests.js";

interface ParamsSpec {
  readonly group: { readonly name: string };
  readonly namespaceSelector: { readonly matchLabels: Record<string, string> };
  readonly subnets: { readonly ids: string[] };
  readonly scheme: string;
  readonly targetType: string;
}

interface ClassSpec {
  readonly parameters: { readonly name: string };
}

for (const stack of AWS_ENVIRONMENTS) {
  describe(`Load balancers of ${stack}`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    it("binds each class to one namespace, a group and subnets of its own", () => {
      const all = ofGroup(recorded, "elbv2.k8s.aws");
      const withLoadBalancer = components(recorded, "AppNamespace").filter(
        ({ inputs }) => inputs.loadBalancer !== undefined,
      );
      assert.equal(all.length, withLoadBalancer.length);
      const shared = subnetsOf(recorded, "alb")
        .filter(({ parent }) => parent === component(recorded, "Network").urn)
        .map(({ id }) => id);
      for (const application of withLoadBalancer) {
        const name = application.name;
        const spec = named(recorded, "IngressClassParams", `alb-${name}`)
          .spec as unknown as ParamsSpec;
        const own = childrenOf(recorded, application)
          .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
          .map(({ id }) => id);
        const dedicated = application.inputs.albSlot !== undefined;
        const { scheme = "internet-facing" } = unwrapSecrets(application.inputs.loadBalancer) as {
          scheme?: string;
        };
        assert.deepEqual(
          {
            group: spec.group.name,
            namespace: spec.namespaceSelector.matchLabels,
            subnets: spec.subnets.ids,
            scheme: spec.scheme,
            targetType: spec.targetType,
          },
          {
            group: dedicated ? name : "shared.alb",
            namespace: { "kubernetes.io/metadata.name": name },
            subnets: dedicated ? own : shared,
            scheme,
            targetType: "ip",
          },
        );
      }
    });

    it("admits in an application's policies only the addresses of its own subnets", () => {
      const network = component(recorded, "Network").outputs;
      const zones = unwrapSecrets(network.availabilityZones) as string[];
      for (const { name, inputs } of components(recorded, "AppNamespace")) {
        if (inputs.loadBalancer === undefined) continue;
        const slot = (inputs.albSlot as number | undefined) ?? 0;
        const subnets = cutAlbSubnets(text(network.albCidrBlock), zones, slot);
        const [first] = boundaryOf(recorded, name).ingress ?? [];
        assert.deepEqual(
          first?.source?.nets,
          subnets.map(({ cidrBlock }) => cidrBlock),
          name,
        );
      }
    });

    it("lets the controller serve only Ingresses of classes with parameters", () => {
      const [release] = ofClass(recorded, "Release").filter(({ name }) =>
        name.endsWith("-load-balancer-controller"),
      );
      const values = unwrapSecrets(release?.inputs.values) as Record<string, unknown>;
      const { vpcId, region, ...rest } = values;
      assert.equal(vpcId, component(recorded, "Network").outputs.vpcId);
      assert.equal(region, "eu-central-1");
      assert.deepEqual(rest, {
        clusterName: `halden-${stack}`,
        serviceAccount: { create: true, name: "aws-load-balancer-controller" },
        ...(stack === "prod" && {
          tolerations: [
            { key: "readiness.k8s.io/calico", operator: "Exists", effect: "NoSchedule" },
          ],
        }),
        createIngressClassResource: false,
        ingressClassParams: { create: false },
        disableIngressClassAnnotation: true,
        disableIngressGroupNameAnnotation: true,
        enableServiceMutatorWebhook: false,
        enableBackendSecurityGroup: true,
        disableRestrictedSecurityGroupRules: false,
        controllerConfig: {
          featureGates: {
            EnableServiceController: false,
            ALBGatewayAPI: false,
            NLBGatewayAPI: false,
            GatewayListenerSet: false,
            SubnetDiscoveryByReachability: false,
          },
        },
      });
    });

    it("gives every class parameters", () => {
      const classes = manifestsIn(recorded).filter(({ kind }) => kind === "IngressClass");
      const params = manifestsIn(recorded).filter(({ kind }) => kind === "IngressClassParams");
      assert.deepEqual(
        classes.map(({ spec }) => (spec as unknown as ClassSpec).parameters.name),
        classes.map(({ metadata }) => metadata.name),
      );
      assert.deepEqual(
        classes.map(({ metadata }) => metadata.name).sort(),
        params.map(({ metadata }) => metadata.name).sort(),
      );
    });
  });
}

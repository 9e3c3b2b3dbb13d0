import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { AppNamespace, PlatformRef } from "bulkhead";

const REGION = "eu-central-1";

async function run(): Promise<Record<string, unknown>> {
  const stack = new pulumi.Config().require("platformStack");
  const platform = await PlatformRef.fromStack(stack);
  const outputs = new pulumi.StackReference("platform", { name: stack });

  const cluster = new k8s.Provider("platform", {
    kubeconfig: outputs.requireOutput("kubeconfig"),
  });
  const network = new aws.Provider("aws", { region: REGION });
  const providers = [network, cluster];

  const web = new AppNamespace(
    "notes",
    {
      platform,
      application: "notes",
      albSlot: 10,
      ports: [8080],
      loadBalancer: {},
      egress: {
        applications: [
          { application: "notes-api", ports: [8080] },
          { application: "search", ports: [8080] },
        ],
      },
      ingressFrom: { applications: [{ application: "notes-api" }] },
    },
    { providers },
  );

  const api = new AppNamespace(
    "notes-api",
    {
      platform,
      application: "notes-api",
      ports: [8080],
      egress: {
        applications: [{ application: "notes", ports: [8080] }],
        databases: [{ name: "notes", port: 5432 }],
      },
      ingressFrom: { applications: [{ application: "notes" }] },
    },
    { providers },
  );

  return { namespaces: [web.namespace, api.namespace], subnetIds: web.albSubnetIds };
}

export = run;

import assert from "node:assert/strict";
import { unwrapSecrets, type RecordedProgram } from "../../../recorder/index.js";
import { ofClass } from "../network/record-network.js";
import { awsArgs, platformOf } from "./build.js";

const TAINT = "readiness.k8s.io/calico";
const TOLERATION = { key: TAINT, operator: "Exists", effect: "NoSchedule" };

type Inputs = Record<string, unknown>;

function inputsOf(recorded: RecordedProgram, className: string, suffix: string): Inputs {
  const [found] = ofClass(recorded, className).filter(({ name }) => name.endsWith(suffix));
  assert.ok(found, suffix);
  return unwrapSecrets(found.inputs) as Inputs;
}

function valuesOf(recorded: RecordedProgram, suffix: string): Inputs {
  return (inputsOf(recorded, "Release", suffix).values ?? {}) as Inputs;
}

function configurationOf(recorded: RecordedProgram, addon: string): Inputs {
  const { configurationValues = "{}" } = inputsOf(recorded, "Addon", `-${addon}`);
  return JSON.parse(configurationValues as string) as Inputs;
}

/** What stands where the taint can stand: on nodes, and in what is installed. */
function mentionsOf(recorded: RecordedProgram): unknown {
  const { spec } = inputsOf(recorded, "Installation", "-installation") as { spec: Inputs };
  const autoscaler = valuesOf(recorded, "-cluster-autoscaler");
  return {
    nodes: inputsOf(recorded, "NodeGroup", "-nodes-gpu").taints,
    coredns: configurationOf(recorded, "coredns").tolerations,
    metrics: configurationOf(recorded, "metrics-server").tolerations,
    calico: spec.controlPlaneTolerations,
    controller: valuesOf(recorded, "-load-balancer-controller").tolerations,
    plugin: valuesOf(recorded, "-device-plugin").tolerations,
    autoscaler: autoscaler.tolerations,
    flag: (autoscaler.extraArgs as Inputs)["startup-taint"],
    guards: ofClass(recorded, "ValidatingAdmissionPolicy").length,
  };
}

function platform(startupTaint?: string): Promise<RecordedProgram> {
  const nodeGroups = {
    general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 4 },
    gpu: { instanceTypes: ["g6.xlarge"], minSize: 0, maxSize: 2, gpu: true },
  };
  return platformOf(awsArgs({ cluster: { nodeGroups, startupTaint } }));
}

describe("Start-up taint of a platform", () => {
  const GPU = { key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" };

  it("is on every node, and all that the platform installs tolerates it", async () => {
    assert.deepEqual(mentionsOf(await platform(TAINT)), {
      nodes: [{ key: TAINT, effect: "NO_SCHEDULE" }, GPU],
      coredns: [
        { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
        { key: "CriticalAddonsOnly", operator: "Exists" },
        TOLERATION,
      ],
      metrics: [TOLERATION],
      calico: [TOLERATION],
      controller: [TOLERATION],
      plugin: [
        { key: "CriticalAddonsOnly", operator: "Exists" },
        { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
        TOLERATION,
      ],
      autoscaler: [TOLERATION],
      flag: TAINT,
      guards: 6,
    });
  });

  it("is absent by default", async () => {
    const nothing = undefined;
    assert.deepEqual(mentionsOf(await platform()), {
      nodes: [GPU],
      coredns: nothing,
      metrics: nothing,
      calico: nothing,
      controller: nothing,
      plugin: nothing,
      autoscaler: nothing,
      flag: nothing,
      guards: 5,
    });
  });
});

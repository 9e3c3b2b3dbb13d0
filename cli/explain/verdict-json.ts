import {
  formatPath,
  type Decision,
  type DirectionVerdict,
  type FlowVerdict,
  type Policy,
  type Rule,
  type TraceStep,
} from "../../prover/index.js";
import type { Place, SourceLines } from "../proof/source-lines.js";

/** A policy, or one of its rules, by its object and its place. */
export interface PolicyJson extends Place {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** What decided in one direction. */
export interface DecisionJson {
  readonly by: Decision["by"];
  readonly tier?: string;
  readonly policy?: PolicyJson;
  readonly rule?: string;
  readonly action?: Rule["action"];
  /** The policies that select the pod, where the end of their tier decided. */
  readonly policies?: readonly PolicyJson[];
  readonly profile?: string;
  readonly reason?: string;
}

export interface StepJson {
  readonly tier: string;
  readonly policy?: PolicyJson;
  readonly rule?: string;
  readonly outcome: TraceStep["outcome"];
}

export interface DirectionJson {
  readonly allowed: boolean;
  readonly certain: boolean;
  readonly decision: DecisionJson;
  /** Every step but the rules that do not match. */
  readonly trace: readonly StepJson[];
}

export interface VerdictJson {
  readonly allowed: boolean;
  /** False where it depends on facts that are not known. */
  readonly certain: boolean;
  readonly egress: DirectionJson;
  readonly ingress: DirectionJson;
}

/** Writes verdicts with the places of their policies. */
export class VerdictWriter {
  constructor(private readonly lines: SourceLines) {}

  verdict({ allowed, must, egress, ingress }: FlowVerdict): VerdictJson {
    return {
      allowed,
      certain: must,
      egress: this.direction(egress),
      ingress: this.direction(ingress),
    };
  }

  private direction({ allowed, must, decision, trace }: DirectionVerdict): DirectionJson {
    const shown = trace.filter(({ outcome }) => outcome !== "no-match");
    return {
      allowed,
      certain: must,
      decision: this.decision(decision),
      trace: shown.map((step) => this.step(step)),
    };
  }

  private decision(decision: Decision): DecisionJson {
    switch (decision.by) {
      case "rule": {
        const { by, tier, policy, rule } = decision;
        const { path, action } = rule;
        return {
          by,
          tier: tier.name,
          policy: this.policy(policy, rule),
          rule: formatPath(path),
          action,
        };
      }
      case "end-of-tier": {
        const { by, tier, policies } = decision;
        return { by, tier: tier.name, policies: policies.map((policy) => this.policy(policy)) };
      }
      case "profile":
        return { by: decision.by, profile: `kns.${decision.namespace}` };
      case "not-policed":
        return { by: decision.by, reason: decision.reason };
      case "no-common-family":
        return { by: decision.by };
    }
  }

  private step({ tier, policy, rule, outcome }: TraceStep): StepJson {
    return {
      tier: tier.name,
      ...(policy === undefined ? {} : { policy: this.policy(policy, rule) }),
      ...(rule === undefined ? {} : { rule: formatPath(rule.path) }),
      outcome,
    };
  }

  private policy(policy: Policy, rule?: Rule): PolicyJson {
    const { apiVersion, kind, namespace, name } = policy.object;
    return {
      apiVersion,
      kind,
      namespace: namespace ?? null,
      name,
      ...this.lines.findPlace(policy, rule),
    };
  }
}

import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import { findAppNamespaceIssues } from "../../../components/app-namespace/issues.js";

/** A mistake in the arguments of application `web`, and what it is answered with. */
export interface Refusal {
  readonly mistake: string;
  readonly args: Partial<AppNamespaceArgs>;
  readonly messages: string[];
}

export function messagesOf(args: AppNamespaceArgs): string[] {
  return findAppNamespaceIssues(args).map(({ path, message }) => `${path}: ${message}`);
}

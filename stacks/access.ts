import type { AccessibleApplicationArgs } from "../components/app-namespace/access/args.js";
import { planApplicationAccess } from "../components/app-namespace/access/plan.js";
import type { AppNamespaceArgs } from "../components/app-namespace/args.js";
import type { PlatformRef } from "../components/platform-ref/platform-ref.js";

type Declared = Pick<AccessibleApplicationArgs, "access"> & Pick<AppNamespaceArgs, "egress">;

/** What ApplicationAccess needs, of the applications that have any of it. */
export function accessArgs(
  applications: Readonly<Record<string, Declared>>,
): Record<string, AccessibleApplicationArgs> {
  const wanted = Object.entries(applications).flatMap(
    ([application, { access, egress }]): [string, AccessibleApplicationArgs][] => {
      const groups = (egress?.databases ?? []).some(
        ({ securityGroupId }) => securityGroupId !== undefined,
      );
      if (!access && !groups) return [];
      return [[application, { access, databases: egress?.databases }]];
    },
  );
  return Object.fromEntries(wanted);
}

/** The record for other programs, which must not name the people of this one again. */
export function withPrincipals(
  ref: PlatformRef,
  applications: Record<string, AccessibleApplicationArgs>,
): PlatformRef {
  if (!ref.eks) return ref;
  const named = planApplicationAccess(applications).entries.map(({ principalArn }) => principalArn);
  const accessPrincipalArns = [...(ref.eks.accessPrincipalArns ?? []), ...named];
  return { ...ref, eks: { ...ref.eks, accessPrincipalArns } };
}

/** The rest of an application: what its namespace is made of. */
export function namespaceArgs<Settings extends Pick<Declared, "access">>(
  settings: Settings,
): Omit<Settings, "access"> {
  const rest = Object.entries(settings).filter(([field]) => field !== "access");
  return Object.fromEntries(rest) as Omit<Settings, "access">;
}

import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";

/** State the SDK keeps for one deployment; `pulumi up` of inline programs uses the same door. */
interface DeploymentStore {
  settings: { engine?: unknown };
  callbacks?: unknown;
  supportsTransforms: boolean;
}

interface StateModule {
  withLocalStorage<T>(callback: () => T): T;
  getStore(): DeploymentStore;
}

/** One copy of the SDK: the one the program resolves, which need not be the recorder's. */
export interface PulumiRuntime {
  sdk: typeof pulumi;
  state: StateModule;
}

/** The SDK as seen from a file, else the recorder's own. */
export function loadRuntime(from: string = __filename): PulumiRuntime {
  const require = createRequire(from);
  try {
    return {
      sdk: require("@pulumi/pulumi") as typeof pulumi,
      state: require("@pulumi/pulumi/runtime/state") as StateModule,
    };
  } catch (error) {
    if (from === __filename || !isNotFound(error)) {
      throw error;
    }
    return loadRuntime();
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
}

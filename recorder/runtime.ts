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
  setStackResource(stack: pulumi.Resource | undefined): void;
}

type Debuggable = (promise: unknown, context: unknown) => unknown;

/** Where the SDK notes of each promise that it makes where it was made, for a message about promises that never end. */
interface DebuggableModule {
  debuggablePromise: Debuggable;
}

/** One copy of the SDK: the one the program resolves, which need not be the recorder's. */
export interface PulumiRuntime {
  sdk: typeof pulumi;
  state: StateModule;
  debuggable: DebuggableModule;
}

/** The SDK as seen from a file, else the recorder's own. */
export function loadRuntime(from: string = __filename): PulumiRuntime {
  const require = createRequire(from);
  try {
    return {
      sdk: require("@pulumi/pulumi") as typeof pulumi,
      state: require("@pulumi/pulumi/runtime/state") as StateModule,
      debuggable: require("@pulumi/pulumi/runtime/debuggable") as DebuggableModule,
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

/**
 * Spares the SDK the stack of each of its promises, which takes longer than the program itself and is never shown: a
 * recording knows what it waits for. Errors of the program keep theirs.
 *
 * Returns the way back to what was before.
 */
export function withoutPromiseStacks({ debuggable }: PulumiRuntime): () => void {
  const original = debuggable.debuggablePromise;
  debuggable.debuggablePromise = (promise, context) => {
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return original(promise, context);
    } finally {
      Error.stackTraceLimit = before;
    }
  };
  return () => {
    debuggable.debuggablePromise = original;
  };
}

/**
 * Takes the stack from where the SDK keeps it: the state of the deployment, which promises hold on to, and a global
 * variable, which gets back what was there before.
 */
export function stackForgetter({ state }: PulumiRuntime): () => void {
  const before = Reflect.get(globalThis, "stackResource") as unknown;
  return () => {
    state.setStackResource(undefined);
    Reflect.set(globalThis, "stackResource", before);
  };
}

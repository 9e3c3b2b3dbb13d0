import type { RecordedLog } from "./recorded.js";
import type { Callback, LogRequest } from "./requests.js";

const SEVERITIES = [undefined, "info", "warning", "error"] as const;

/** Stands where the SDK expects the engine: keeps the log, accepts the rest. */
export class RecordingEngine {
  readonly logs: RecordedLog[] = [];

  log(request: LogRequest, callback: Callback<object>): void {
    const severity = SEVERITIES[request.getSeverity()];
    if (severity !== undefined) {
      const urn = request.getUrn();
      const message = request.getMessage();
      this.logs.push(urn === "" ? { severity, message } : { severity, message, urn });
    }
    callback(null, {});
  }

  setRootResource(_request: unknown, callback: Callback<object>): void {
    callback(null, {});
  }

  requirePulumiVersion(_request: unknown, callback: Callback<object>): void {
    callback(null, {});
  }

  close(): void {
    // Nothing is open.
  }
}

const NO_TRANSFORMS =
  "the recorder does not run transforms: they belong to the engine. " +
  "Use `transformations`, or apply the change before the resource is made";

/** Resource hooks run during a deployment only, so a recording accepts and forgets them. */
export const callbacks = {
  registerTransform: (): Promise<never> => Promise.reject(new Error(NO_TRANSFORMS)),
  registerStackTransform: (): never => {
    throw new Error(NO_TRANSFORMS);
  },
  registerStackInvokeTransform: (): never => {
    throw new Error(NO_TRANSFORMS);
  },
  registerResourceHook: (): Promise<void> => Promise.resolve(),
  registerErrorHook: (): Promise<void> => Promise.resolve(),
  awaitStackRegistrations: (): Promise<void> => Promise.resolve(),
  shutdown: (): void => undefined,
};

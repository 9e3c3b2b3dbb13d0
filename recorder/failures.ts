/**
 * Why a program could not be recorded. The message is the first cause's, the cause is the error as it
 * was thrown, and `causes` are the other, different errors of the same run.
 */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
  readonly causes: Error[];

  constructor(first: Error, others: Error[]) {
    super(failureMessage(first), { cause: first });
    this.causes = others;
  }
}

interface PropertyIssue {
  propertyPath: string;
  reason: string;
}

/** Serializing an input adds one such prefix for every resource the error passes through. */
const PASSED_THROUGH = /^(?:error serializing property "[^"]*": )+/;

function failureMessage(error: Error): string {
  const message = error.message.replace(PASSED_THROUGH, "");
  const issues = inputIssues(error)
    .map(({ propertyPath, reason }) => `  ${propertyPath}: ${reason}`)
    .filter((line) => !message.includes(line));
  return [message, ...issues].join("\n");
}

/** Pulumi's own input errors keep the properties beside the message. */
function inputIssues(error: Error): PropertyIssue[] {
  if ("propertyPath" in error && "reason" in error) {
    return [error as unknown as PropertyIssue];
  }
  return "errors" in error && "__pulumiInputPropertiesError" in error
    ? (error.errors as PropertyIssue[])
    : [];
}

/** Takes over unhandled rejections while a program runs: a failing `apply` has no other voice. */
export class FailureCollector {
  /** Resolves with the first failure; never, when there is none. */
  readonly first: Promise<void>;
  count = 0;
  #announce: () => void = () => undefined;
  readonly #errors = new Map<string, Error>();
  readonly #others = process.listeners("unhandledRejection");
  readonly #listen = (reason: unknown): void => {
    this.add(reason);
  };

  constructor() {
    this.first = new Promise((resolve) => {
      this.#announce = resolve;
    });
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", this.#listen);
  }

  add(reason: unknown): void {
    this.count += 1;
    const error = reason instanceof Error ? reason : new Error(String(reason));
    const message = failureMessage(error);
    // One cause comes back from every resource that waited for it.
    if (!this.#errors.has(message)) {
      this.#errors.set(message, error);
    }
    this.#announce();
  }

  /** Gives the process its own handlers back. */
  release(): void {
    process.off("unhandledRejection", this.#listen);
    this.#others.forEach((listener) => process.on("unhandledRejection", listener));
  }

  error(): RecordingError | undefined {
    const [first, ...others] = this.#errors.values();
    return first === undefined ? undefined : new RecordingError(first, others);
  }
}

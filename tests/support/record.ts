import {
  recordProgram,
  type RecordedProgram,
  type RecordedResource,
  type RecordOptions,
} from "../../recorder/index.js";

/** Runs `program` under the recorder as stack `test` of project `bulkhead`. */
export function record(
  program: () => unknown,
  overrides: Partial<RecordOptions> = {},
): Promise<RecordedProgram> {
  const options = {
    project: "bulkhead",
    stack: "test",
    account: "111122223333",
    region: "eu-central-1",
    program: async () => {
      await program();
      return undefined;
    },
    ...overrides,
  };
  return recordProgram(options);
}

/** The same, with the outputs of the program as the stack's. */
export function recordOutputs(
  program: () => Promise<Record<string, unknown>> | Record<string, unknown>,
  overrides: Partial<RecordOptions> = {},
): Promise<RecordedProgram> {
  return record(program, { program, ...overrides });
}

export function resourcesOf(recorded: RecordedProgram, type: string): RecordedResource[] {
  return recorded.resources.filter((resource) => resource.type === type);
}

/** The one resource of that type and name. */
export function resourceNamed(
  recorded: RecordedProgram,
  type: string,
  name: string,
): RecordedResource {
  const found = resourcesOf(recorded, type).filter((resource) => resource.name === name);
  if (found.length === 1 && found[0]) return found[0];
  const names = resourcesOf(recorded, type).map((resource) => resource.name);
  throw new Error(`${found.length} resources ${type} "${name}"; there are: ${names.join(", ")}`);
}

/** The message of the one error that `program` fails with. */
export async function failureOf(program: () => unknown): Promise<string> {
  try {
    await record(program);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the program was expected to fail");
}

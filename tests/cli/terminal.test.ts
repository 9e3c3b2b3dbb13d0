import assert from "node:assert/strict";
import { processTerminal } from "../../cli/terminal.js";

function terminal(tty: { stdout?: true; stderr?: true }, env: NodeJS.ProcessEnv = {}) {
  const stream = (isTTY: true | undefined) =>
    ({ isTTY, write: () => true }) as unknown as NodeJS.WriteStream;
  const [stdout, stderr] = [stream(tty.stdout), stream(tty.stderr)];
  const { colored, interactive } = processTerminal({
    stdout: stdout as typeof process.stdout,
    stderr: stderr as typeof process.stderr,
    env,
  });
  return { colored, interactive };
}

describe("processTerminal", () => {
  it("colours results on a terminal only", () => {
    assert.deepEqual(terminal({ stdout: true }), {
      colored: true,
      interactive: false,
    });
    assert.deepEqual(terminal({ stderr: true }), {
      colored: false,
      interactive: true,
    });
  });

  it("respects NO_COLOR, which is unset when it is empty", () => {
    const both = { stdout: true, stderr: true } as const;
    assert.ok(!terminal(both, { NO_COLOR: "1" }).colored);
    assert.ok(terminal(both, { NO_COLOR: "" }).colored);
  });
});

import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead, runWithInput } from "../support.js";

interface Answer {
  readonly [field: string]: unknown;
  readonly allowed?: boolean;
  readonly error?: string;
  readonly parts?: readonly { readonly traffic: string; readonly allowed: boolean }[];
  readonly egress?: { readonly trace: readonly { readonly outcome: string }[] };
}

describe("bulkhead explain --batch", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES);

  after(() => {
    space.remove();
  });

  const OPEN = { from: "shop/web", to: "bank/ledger", protocol: "TCP", port: 8443 };
  const CLOSED = { from: "shop/web", to: "bank/ledger", protocol: "TCP", port: 22 };

  async function batch(
    lines: readonly string[],
  ): Promise<{ readonly status: number; readonly answers: Answer[] }> {
    const file = space.file("batch.jsonl", lines.join("\n"));
    const { status, out, err } = await runBulkhead("explain", manifests, "--batch", file);
    assert.equal(err, "");
    const answers = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer);
    return { status, answers };
  }

  it("answers every line in order, with the fields of the line first", async () => {
    const asked = [CLOSED, OPEN, { ...OPEN, note: "kept" }, { ...CLOSED, id: 7 }];
    const { status, answers } = await batch(asked.map((each) => JSON.stringify(each)));
    assert.equal(status, 0);
    assert.deepEqual(
      answers.map(({ allowed }) => allowed),
      [false, true, true, false],
    );
    asked.forEach((question, index) => {
      const answer = answers[index] ?? {};
      const fields = Object.keys(question);
      assert.deepEqual(Object.keys(answer), [...fields, "allowed", "certain", "egress", "ingress"]);
      for (const [name, value] of Object.entries(question)) assert.deepEqual(answer[name], value);
    });
  });

  it("traces both directions", async () => {
    const { answers } = await batch([JSON.stringify(OPEN)]);
    assert.deepEqual(
      answers[0]?.egress?.trace.map(({ outcome }) => outcome),
      ["skipped", "allow"],
    );
  });

  it("loses no line to a wrong one, and ends with status 1", async () => {
    const wrong: readonly (readonly [line: string, message: RegExp])[] = [
      ["{", /^not JSON/],
      ["[1]", /^not a JSON object/],
      ["{}", /"from" is missing/],
      [JSON.stringify({ ...OPEN, to: 7 }), /"to" is missing or not a string/],
      [JSON.stringify({ ...OPEN, from: "shop/none" }), /Unknown pod "shop\/none"/],
      [JSON.stringify({ ...OPEN, from: "nowhere" }), /Unknown peer "nowhere"/],
      [JSON.stringify({ ...OPEN, protocol: "TPC" }), /unknown protocol "TPC": use TCP, UDP/],
      [JSON.stringify({ ...OPEN, protocol: true }), /"protocol" is invalid/],
      [JSON.stringify({ ...OPEN, port: "80" }), /"port" is invalid/],
      [
        JSON.stringify({ ...OPEN, port: 0 }),
        /port 0 is invalid: expected a number from 1 to 65535/,
      ],
      [JSON.stringify({ ...OPEN, port: 1.5 }), /port 1\.5 is invalid/],
      [JSON.stringify({ ...OPEN, protocol: "ICMP" }), /ICMP has no ports/],
      [JSON.stringify({ ...OPEN, icmpType: 8 }), /TCP has no ICMP type/],
      [JSON.stringify({ from: OPEN.from, to: OPEN.to, protocol: "ICMP", icmpCode: 1 }), /a type/],
      [JSON.stringify({ ...OPEN, traffic: "80" }), /"traffic" cannot be combined with "p/],
      [
        JSON.stringify({ from: OPEN.from, to: OPEN.to, traffic: 80 }),
        /"traffic" is missing or not a string/,
      ],
      [JSON.stringify({ from: OPEN.from, to: OPEN.to, traffic: "80/TPC" }), /mean "TCP"\?$/],
    ];
    const lines = wrong.flatMap(([line]) => [line, JSON.stringify(OPEN)]);
    const { status, answers } = await batch(lines);
    assert.equal(status, 1);
    assert.equal(answers.length, lines.length);
    wrong.forEach(([, message], index) => {
      const [bad, good] = [answers[2 * index], answers[2 * index + 1]];
      assert.match(bad?.error ?? "", message);
      assert.equal(bad?.allowed, undefined);
      assert.equal(good?.allowed, true);
    });
  });

  it("answers traffic of several packets by its distinct parts", async () => {
    const ends = { from: "shop/web", to: "bank/ledger" };
    const lines = ["8443", "8000-9000/TCP", "UDP"].map((traffic) => ({ ...ends, traffic }));
    const { status, answers } = await batch(lines.map((line) => JSON.stringify(line)));
    assert.equal(status, 0);
    assert.deepEqual(
      answers.map(
        ({ allowed, parts }) => allowed ?? parts?.map((each) => [each.traffic, each.allowed]),
      ),
      [
        true,
        [
          ["8000-8442/TCP, 8444-9000/TCP", false],
          ["8443/TCP", true],
        ],
        [
          ["UDP except 53/UDP", false],
          ["53/UDP", false],
        ],
      ],
    );
  });

  it("takes zones, addresses, ICMP, numbers and names of protocols", async () => {
    const questions = [
      { from: "internet", to: "shop/web", protocol: "TCP", port: 80 },
      { from: "shop/web", to: "shop/web", protocol: "ICMP", icmpType: 8, icmpCode: 0 },
      { from: "10.0.128.7", to: "10.0.128.9", protocol: 6, port: 8443 },
      { from: "shop/web", to: "bank/ledger", protocol: "udp", port: 53 },
      { from: "shop/web", to: "bank/ledger", port: 8443 },
    ];
    const { answers } = await batch(questions.map((each) => JSON.stringify(each)));
    assert.deepEqual(
      answers.map(({ allowed, error }) => error ?? allowed),
      [false, true, true, false, true],
    );
  });

  it("reads the batch or the manifests from standard input, and not both", async () => {
    const line = `${JSON.stringify(OPEN)}\r\n\n`;
    const one = await runWithInput(line, "explain", manifests, "--batch", "-");
    const file = space.file("one.jsonl", line);
    const other = await runWithInput(TWO_NAMESPACES, "explain", "-", "--batch", file);
    assert.equal((JSON.parse(one.out) as Answer).allowed, true);
    assert.equal(one.out, other.out.replaceAll('"file":"-"', `"file":"${manifests}"`));
    const both = await runBulkhead("explain", "-", "--batch", "-");
    assert.equal(both.status, 2);
    assert.match(both.err, /cannot be both/);
  });

  it("prints nothing for an empty batch", async () => {
    const { status, out } = await runWithInput("\n", "explain", manifests, "--batch", "-");
    assert.deepEqual([status, out], [0, ""]);
  });
});

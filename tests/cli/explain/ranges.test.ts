import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead } from "../support.js";

describe("bulkhead explain, about more than one packet", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES);

  after(() => {
    space.remove();
  });

  async function explain(...args: string[]): Promise<string> {
    const { status, out, err } = await runBulkhead("explain", ...args, "--in", manifests);
    assert.deepEqual([status, err], [0, ""]);
    return space.plain(out);
  }

  it("answers a range by its distinct parts", async () => {
    const text = await explain("shop/web", "bank/ledger", "tcp/8000-9000");
    assert.match(text, /^shop\/web → bank\/ledger {2}8000-9000\/TCP\n {2}open: 8443\/TCP\n\n/);
    assert.deepEqual(
      [...text.matchAll(/^shop.* {2}(.*) {2}(allowed|denied)$/gm)].map(([, ...told]) => told),
      [
        ["8000-8442/TCP, 8444-9000/TCP", "denied"],
        ["8443/TCP", "allowed"],
      ],
    );
    assert.match(
      text,
      /1\. egress, tier default: NetworkPolicy shop\/own has to allow 8000-8442\/TCP, 8444-9000\/TCP from\n/,
    );
  });

  it("answers a range of one part as it answers a packet", async () => {
    const packet = await explain("shop/web", "bank/ledger", "22");
    const range = await explain("shop/web", "bank/ledger", "20-22");
    assert.equal(range, packet.replaceAll("22/TCP", "20-22/TCP"));
    assert.match(
      await explain("shop/web", "bank/ledger", "ICMP 8"),
      /^\S+ → \S+ {2}8\/ICMP {2}denied/,
    );
  });

  it("understands every spelling of one port", async () => {
    const answer = await explain("shop/web", "bank/ledger", "8443");
    for (const spelling of ["8443/TCP", "TCP 8443", "tcp/8443", "8443/6"]) {
      assert.equal(await explain("shop/web", "bank/ledger", spelling), answer);
    }
  });

  it("prints the parts of a range with --json", async () => {
    const answer = JSON.parse(
      await explain("shop/web", "bank/ledger", "8443-8444", "--json"),
    ) as Record<string, unknown> & { open: { text: string }; parts: Record<string, unknown>[] };
    assert.deepEqual(Object.keys(answer), ["from", "to", "open", "must", "parts"]);
    assert.equal(answer.open.text, "8443/TCP");
    assert.deepEqual(
      answer.parts.map(({ traffic, allowed }) => [traffic, allowed]),
      [
        ["8444/TCP", false],
        ["8443/TCP", true],
      ],
    );
  });
});

import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead } from "../support.js";

describe("bulkhead explain", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES);

  after(() => {
    space.remove();
  });

  describe("wrong usage", () => {
    const CASES: readonly (readonly [args: string[], message: RegExp])[] = [
      [["shop/web"], /explain takes FROM TO/],
      [["shop/web", "bank/ledger", "80", "more"], /give "more" as --in PATH/],
      [["shop/wbe", "bank/ledger", "80"], /Unknown pod "shop\/wbe"\. Did you mean "shop\/web"/],
      [["shop/web", "internte"], /Did you mean "internet"/],
      [["shop/web", "bank/ledger", "80/TPC"], /unknown protocol "TPC": use TCP, UDP/],
      [
        ["shop/web", "bank/ledger", "80/ICMP/3"],
        /"80\/ICMP\/3" is invalid: expected traffic such as 8080\/TCP/,
      ],
      [
        ["shop/web", "bank/ledger", "70000"],
        /"70000" is invalid: ports are numbers from 1 to 65535/,
      ],
      [["shop/web", "bank/ledger", "--tie-break", "3.32"], /--tie-break takes v3\.31, v3\.32/],
      [["shop/web", "bank/ledger", "--zones", "none.yaml"], /--zones none\.yaml: file not found/],
      [["shop/web", "bank/ledger", "--jsno"], /'--jsno'\. Did you mean "--json"/],
    ];

    for (const [args, message] of CASES) {
      it(`is refused with status 2: explain ${args.join(" ")}`, async () => {
        const { status, out, err } = await runBulkhead("explain", ...args, "--in", manifests);
        assert.equal(status, 2);
        assert.equal(out, "");
        assert.match(err, message);
      });
    }
  });

  it("prints its help", async () => {
    const { status, out } = await runBulkhead("explain", "--help");
    assert.equal(status, 0);
    for (const flag of ["in", "batch", "json", "zones", "tie-break", "missing-types", "help"]) {
      assert.ok(out.includes(`--${flag}`), flag);
    }
    assert.ok(out.split("\n").every((line) => line.length <= 110));
  });
});

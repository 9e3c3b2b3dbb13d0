import assert from "node:assert/strict";
import type { PlanDocument } from "../../cli/plan-folder/document.js";
import type { Watched } from "./chromium.js";
import { OpenedReport } from "./opened-report.js";
import { expectedRows, gridLabels, peerName, portsText, textsOf, visibleRows } from "./shown.js";

/** Every cell of the grid with all rows and columns, from the applications and what else the list names. */
function expectedLabels({ matrix }: PlanDocument, shown: readonly string[]): string[] {
  const ports = new Map(
    matrix.map(({ from, to, traffic }) => [
      `${peerName(from)} to ${peerName(to)}`,
      portsText(traffic),
    ]),
  );
  return shown.map((label) => {
    const inside = /^inside (.*): /.exec(label)?.[1];
    const pair = inside === undefined ? label.slice(0, label.lastIndexOf(": ")) : "";
    if (label.endsWith(": not part of the proof")) return ports.has(pair) ? "told" : label;
    if (inside !== undefined)
      return `inside ${inside}: ${ports.get(`${inside} to ${inside}`) ?? "closed"}`;
    return `${pair}: ${ports.get(pair) ?? "closed"}`;
  });
}

function findingParts({ findings }: PlanDocument): string[] {
  return findings.map(({ code, severity, object, path, file, line, message, fix }) => {
    const name = [object?.namespace, object?.name].filter(Boolean).join("/");
    const subject = [object && `${object.kind} ${name}`, path].filter(Boolean).join(", ");
    const place = file === undefined ? "" : [file, line].filter(Boolean).join(":");
    return [severity, code, subject, place, message, fix ?? ""].join(" | ");
  });
}

function warningParts({ warnings }: PlanDocument): string[] {
  return warnings.map(({ severity, code, subject, message, fix }) =>
    [severity, code, subject, "", message, fix].join(" | "),
  );
}

/** Findings or warnings as the page has them, one line for each. */
async function shownNotes({ page }: Watched, kind: string): Promise<string[]> {
  return await page.evaluate<string[]>(`
    [...document.querySelectorAll("[data-notes=${kind}] .note")].flatMap((note) => {
      const text = (from, selector) => from.querySelector(selector)?.textContent ?? "";
      const head = [text(note, "h4 .mark"), text(note, "h4 code")];
      return [...note.querySelectorAll(".note-body")].flatMap((body) => {
        const rest = [text(body, ".message"), text(body, ".fix span")];
        const places = [...body.querySelectorAll(".subjects > li")].map((item) =>
          [...head, text(item, ".subject"), text(item, ".place"), ...rest].join(" | "));
        const untold = Number(body.dataset.count) - places.length;
        return [...places, ...Array(untold).fill([...head, "", "", ...rest].join(" | "))];
      });
    })`);
}

for (const stack of ["dev", "local"]) {
  describe(`report.html of ${stack} shows what plan.json says`, function () {
    const report = new OpenedReport(this, () => ["--stack", stack]);

    it("the open cells with their ports, and no other, as a list", async () => {
      const rows = await textsOf(report.page, ".matrix-list tbody tr", "th, td:not(.control)");
      assert.ok(rows.length > 10);
      assert.deepEqual(rows, expectedRows(report.planned.document.matrix));
    });

    it("the open cells with their ports, and no other, in the grid", async () => {
      const { page } = report;
      await page.selectOption("#matrix-part", "all");
      await page.check("#matrix-closed");
      const labels = await gridLabels(page);
      const rows = Number(await page.getAttribute("[role=grid]", "aria-rowcount")) - 1;
      const columns = Number(await page.getAttribute("[role=grid]", "aria-colcount")) - 1;
      assert.equal(labels.length, rows * columns);
      assert.deepEqual(labels, expectedLabels(report.planned.document, labels));
      const open = labels.filter((label) => !/: (closed|not part of the proof)$/.test(label));
      assert.equal(open.length, report.planned.document.matrix.length);
      await page.uncheck("#matrix-closed");
    });

    it("the invariants with their state", async () => {
      const rows = await textsOf(report.page, ".invariant", ".mark, .sentence, .id");
      const marks: Record<string, string> = {
        holds: "holds",
        broken: "BROKEN",
        "not-applicable": "does not apply",
      };
      const expected = report.planned.document.invariants.map(({ code, title, status }) => [
        marks[status],
        title,
        code,
      ]);
      assert.deepEqual([...rows].sort(), expected.sort());
    });

    it("the findings and the warnings with their fix", async () => {
      const findings = await shownNotes(report.shown, "findings");
      assert.deepEqual(findings.sort(), findingParts(report.planned.document).sort());
      const warnings = await shownNotes(report.shown, "warnings");
      assert.deepEqual(warnings.sort(), warningParts(report.planned.document).sort());
    });

    it("the subnets by tier, zone and application, with their routes", async () => {
      const { addresses } = report.planned.document;
      const cidrs = (await textsOf(report.page, ".map", ".cidr")).flat();
      assert.deepEqual(cidrs.sort(), addresses.map(({ cidr }) => cidr).sort());
      const routes = (await textsOf(report.page, ".map .routes", "li"))
        .flat()
        .map((text) => text.split(" → ")[0] ?? "");
      const expected = addresses.flatMap((each) =>
        each.routes.map(({ destination }) => destination),
      );
      assert.deepEqual([...new Set(routes)].sort(), [...new Set(expected)].sort());
      for (const { application, cidr } of addresses.filter(
        (each) => each.application !== undefined,
      )) {
        const row = report.page.locator(".map .owner", { hasText: cidr });
        assert.equal(await row.locator("th").textContent(), application);
      }
    });

    it("each declared connection between applications, and that the matrix has it", async () => {
      const rows = await textsOf(report.page, ".connections tbody tr", "th, td:not(.control)");
      const declared = report.planned.document.applications.flatMap(({ application, reaches }) =>
        reaches.flatMap((peer) =>
          peer.kind === "application"
            ? [
                [
                  application,
                  peer.name,
                  peer.ports.map((port) => `${port}/TCP`).join(", "),
                  "both",
                  "open",
                ].join(" "),
              ]
            : [],
        ),
      );
      const between = rows.map((row) => row.join(" ")).filter((row) => row.includes(" both "));
      assert.deepEqual(between.sort(), declared.sort());
      const drawn = await textsOf(report.page, ".graph", ".node text");
      for (const end of declared.flatMap((row) => row.split(" ").slice(0, 2))) {
        assert.ok(drawn.flat().includes(end), end);
      }
    });

    it("what is not modelled", async () => {
      const [sentences] = await textsOf(report.page, "#not-modelled", "li");
      assert.deepEqual(sentences, report.planned.document.notModelled);
    });

    it("who is what at the top", async () => {
      const facts = Object.fromEntries(
        (await visibleRows(report.page, ".facts > div", "dt, dd")) as [string, string][],
      );
      const { applications, resources, matrix } = report.planned.document;
      const open = matrix.filter(({ from, to }) => peerName(from) !== peerName(to)).length;
      assert.equal(facts.applications, String(applications.length));
      assert.equal(facts.resources, String(resources.length));
      assert.equal(facts["open connections"], String(open));
    });

    it("without a word on the console, and without a request but for itself", () => {
      assert.deepEqual(report.shown.errors, []);
      assert.deepEqual(
        report.shown.requests.map((url) => new URL(url).protocol),
        ["file:"],
      );
    });
  });
}

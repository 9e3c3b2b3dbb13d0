import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { OpenedReport } from "./opened-report.js";

/** WCAG 2.2, level AA: 4.5 to 1, and 3 to 1 for large text. */
const LOW_CONTRAST = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((part, index) => (part * a + below[index] * (255 - a)) / 255);
  const groundOf = (element) => {
    if (element === null) return [255, 255, 255];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 255 ? own.slice(0, 3) : over(own, groundOf(element.parentElement));
  };
  const light = (color) => {
    const [r, g, b] = color.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const hasText = (element) =>
    [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== "");
  const low = new Map();
  let seen = 0;
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg") !== null || !hasText(element) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    if (element.closest(":disabled") !== null) continue;
    seen += 1;
    const ground = groundOf(element);
    const [one, other] = [light(over(rgba(style.color), ground)), light(ground)];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) {
      const name = element.tagName.toLowerCase() + (element.className && "." + element.className);
      low.set(name, ratio.toFixed(2) + " " + element.textContent.trim().slice(0, 30));
    }
  }
  return { seen, low: [...low] };
})()`;

interface Contrast {
  readonly seen: number;
  readonly low: readonly (readonly [element: string, ratio: string])[];
}

async function assertReadable(page: Page): Promise<void> {
  const { seen, low } = await page.evaluate<Contrast>(LOW_CONTRAST);
  assert.ok(seen > 200, `only ${seen} texts`);
  assert.deepEqual(low, []);
}

function groundOf(page: Page): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
}

describe("The look of report.html", function () {
  const report = new OpenedReport(this, () => ["--stack", "dev"]);

  for (const colorScheme of ["light", "dark"] as const) {
    it(`follows a system that is ${colorScheme}, and every text can be read`, async () => {
      await report.page.emulateMedia({ colorScheme });
      await assertReadable(report.page);
    });
  }

  it("is light and dark by choice, whatever the system is, and then the system's again", async () => {
    const button = report.page.locator("#theme");
    await report.page.emulateMedia({ colorScheme: "dark" });
    const dark = await groundOf(report.page);
    await report.page.emulateMedia({ colorScheme: "light" });
    const light = await groundOf(report.page);
    assert.notEqual(light, dark);
    const grounds: string[] = [];
    const names: (string | null)[] = [];
    for (let click = 0; click < 3; click += 1) {
      await button.click();
      names.push(await button.textContent());
      for (const colorScheme of ["light", "dark"] as const) {
        await report.page.emulateMedia({ colorScheme });
        grounds.push(await groundOf(report.page));
      }
    }
    assert.deepEqual(names, ["Theme: light", "Theme: dark", "Theme: automatic"]);
    assert.deepEqual(grounds, [light, light, dark, dark, light, dark]);
  });

  it("is black on white on paper, with every fold open and nothing cut off", async () => {
    await report.page.emulateMedia({ colorScheme: "dark", media: "print" });
    await report.page.locator("details:not([open])").first().waitFor({ state: "hidden" });
    await assertReadable(report.page);
    const ground = await groundOf(report.page);
    assert.ok(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(ground), ground);
    const cut = await report.page.evaluate<string[]>(`
      [...document.body.querySelectorAll("*")].filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = [overflowX, overflowY].some((each) => each !== "visible" && each !== "clip");
        return hides && element.checkVisibility() && element.closest("svg") === null &&
          (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      }).map(({ tagName, className }) => tagName + "." + className)`);
    assert.deepEqual(cut, []);
    await report.page.emulateMedia({ colorScheme: null, media: null });
  });

  it("prints on paper of both sizes in a handful of pages", async () => {
    for (const format of ["A4", "Letter"]) {
      const pdf = (await report.page.pdf({ format })).toString("latin1");
      const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(pages >= 2 && pages <= 30, `${pages} pages of ${format}`);
    }
  });

  it("asks for nothing and complains of nothing", () => {
    assert.deepEqual(report.shown.errors, []);
    assert.deepEqual(
      report.shown.requests.filter((url) => !url.startsWith("file:")),
      [],
    );
  });
});

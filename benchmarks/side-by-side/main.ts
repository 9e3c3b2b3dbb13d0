import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Answers,
  DIST,
  differences,
  netpolAnalyzerAnswers,
  networkConfigAnalyzerAnswers,
  ownAnswers,
  type Question,
} from "./answers.js";
import { albSubnetsOf, manifestsOf, namespaceOf, type Shape, WORKLOADS } from "./manifests.js";
import { netpolAnalyzer, networkConfigAnalyzer } from "./tools.js";

const ROOT = join(__dirname, "../..");

/** The Python tool takes many minutes for more. Three availability zones are what a platform in production has. */
const SIZES = [1, 3].flatMap((availabilityZones) => [
  { applications: 30, availabilityZones, python: true },
  { applications: 100, availabilityZones, python: true },
  { applications: 300, availabilityZones, python: false },
]);

const OUTPUT_LIMIT = 2 ** 30;

/** An address of the internet and one of a private network that no pod may reach. */
const OTHER_ADDRESSES = ["8.8.8.8", "192.168.9.9"];

interface Timed<Value> {
  readonly seconds: number;
  readonly value: Value;
}

function timed<Value>(work: () => Value): Timed<Value> {
  const start = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

function output(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: OUTPUT_LIMIT,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function questionOf({ applications, availabilityZones }: Shape): Question {
  const places = Array.from({ length: applications }, (_, index) => index + 1);
  return {
    workloads: [
      ...places.flatMap((at) => WORKLOADS.map((name) => `${namespaceOf(at)}/${name}`)),
      "kube-system/coredns",
    ],
    addresses: [
      ...OTHER_ADDRESSES,
      ...places.flatMap((at) => albSubnetsOf(at, availabilityZones).map(({ address }) => address)),
    ],
  };
}

/** What one tool took, how many times as long as ours, and where it disagrees. */
function report(name: string, theirs: Timed<Answers>, own: Own): void {
  const found = differences(own.answers, theirs.value);
  const times = (ours: number): string => `${(theirs.seconds / ours).toFixed(0)}×`;
  console.log(
    `  ${name}: ${theirs.seconds.toFixed(1)} s, ${times(own.matrix)} the matrix, ` +
      `${times(own.process)} the process; ${theirs.value.size} open pairs, ${found.length} differences`,
  );
  for (const difference of found.slice(0, 5)) console.log(`    ${difference}`);
}

interface Own {
  readonly answers: Answers;
  /** Seconds. */
  readonly matrix: number;
  readonly process: number;
}

function measureOwn(file: string, manifests: string, question: Question): Own {
  const small = { applications: 3, availabilityZones: 1 };
  ownAnswers(manifestsOf(small), questionOf(small));
  const { answers, matrix } = ownAnswers(manifests, question);
  const command = [join(DIST, "cli/main.js"), "prove", file, "--json"];
  const process_ = timed(() =>
    output(process.execPath, ...command, "--cidr-matches-pods", "false"),
  );
  return { answers, matrix: matrix / 1000, process: process_.seconds };
}

const folder = mkdtempSync(join(tmpdir(), "side-by-side-"));
try {
  const go = netpolAnalyzer();
  const python = networkConfigAnalyzer();
  for (const { python: withPython, ...shape } of SIZES) {
    const { applications, availabilityZones } = shape;
    const manifests = manifestsOf(shape);
    const question = questionOf(shape);
    const place = join(folder, `${applications}-${availabilityZones}`);
    const file = join(place, "all.yaml");
    mkdirSync(place);
    writeFileSync(file, manifests);
    const own = measureOwn(file, manifests, question);
    console.log(
      `${applications} applications, ${availabilityZones} availability zones: matrix ${own.matrix.toFixed(3)} s, process ${own.process.toFixed(1)} s, ` +
        `${own.answers.size} open pairs`,
    );
    const goTool = timed(() =>
      netpolAnalyzerAnswers(output(go, "list", "--dirpath", place, "-q", "-o", "txt"), question),
    );
    report("netpol-analyzer 1.1.0 (Go)", goTool, own);
    if (!withPython) {
      console.log("  network-config-analyzer 2.1.0 (Python): not run, it takes many minutes");
      continue;
    }
    const pythonTool = timed(() =>
      networkConfigAnalyzerAnswers(
        output(
          python,
          "--connectivity",
          "--resource_list",
          file,
          "--output_endpoints",
          "deployments",
        ),
        question,
      ),
    );
    report("network-config-analyzer 2.1.0 (Python)", pythonTool, own);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

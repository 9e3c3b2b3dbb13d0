import { createRequire } from "node:module";
import process from "node:process";
import "./resolve-cjs.cjs";

const require = createRequire(import.meta.url);

/**
 * Mutation tests of the prover and of the policy builders, run from the folder of the project. The tests are those of the
 * mutated rooms; what records whole environments stays out, because it is slow and finds nothing that these do not.
 */
export default {
  plugins: [require.resolve("@stryker-mutator/mocha-runner")],
  testRunner: "mocha",
  testRunnerNodeArgs: ["--require", "./mutation/resolve-cjs.cjs", "--import", "tsx"],
  mochaOptions: {
    "no-config": true,
    "no-package": true,
    require: ["./mutation/quick-properties.cjs"],
    spec: (process.env.MUTATION_TESTS ?? "tests/prover/**/*.test.ts").split(","),
    ignore: [
      "tests/checks/traffic/environments.test.ts",
      "tests/checks/tenant-writes/removal.test.ts",
    ],
  },
  coverageAnalysis: "perTest",
  mutate: ["prover/**/*.ts"],
  // What is decided when a module is loaded would need all tests for each mutant.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: ".cache/mutation/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: ".cache/stryker",
  ignorePatterns: [".bulkhead", ".cache", "dist", "mutation/node_modules", "testbed"],
};

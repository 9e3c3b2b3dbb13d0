import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { maxConstructorLines } from "./eslint.constructor-rule.mjs";

/** Pure files decide; they may name Pulumi's types and nothing else of it. */
const PURE_FILES = [
  "components/**/*-plan.ts",
  "components/**/*-policies.ts",
  "components/**/*-policy.ts",
  "components/**/*-values.ts",
  "components/isolation/{guardrails,default-isolation,admission,peers}.ts",
  "components/app-namespace/{boundary,roles,limits,ingress-class}.ts",
  "components/shared/{cidr,names,versions,chart-source}.ts",
];

const COMPONENT_ROOMS = [
  "network",
  "cluster",
  "calico",
  "load-balancer",
  "isolation",
  "app-namespace",
];

const forbid = (patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

/** A component room sees itself, `shared` and `platform/platform-ref`; `platform` sees them all. */
const roomRules = COMPONENT_ROOMS.map((room) => ({
  files: [`components/${room}/**/*.ts`],
  rules: forbid([
    {
      group: COMPONENT_ROOMS.filter((other) => other !== room).map((other) => `../${other}/*`),
      message: "Components meet in platform/ and shared/ only.",
    },
    { group: ["../platform/platform.js"], message: "Only stacks build a Platform." },
    { group: ["**/stacks/*", "**/cli/*", "**/recorder/*"], message: "Never back up the layers." },
  ]),
}));

export default tseslint.config(
  {
    ignores: [
      "dist",
      ".cache",
      ".bulkhead",
      "node_modules",
      "examples/*/node_modules",
      "mutation/*.cjs",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  prettier,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.tests.json", "./cli/report/page/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: {
      "@pulumi": pulumi,
      bulkhead: { rules: { "max-constructor-lines": maxConstructorLines } },
    },
    rules: {
      // An output in a template literal becomes a complaint about toString, not its value.
      "@pulumi/no-output-in-template-literal": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 50 }],
      "max-params": ["error", 4],
      "max-depth": ["error", 3],
      complexity: ["error", 10],
      "bulkhead/max-constructor-lines": ["error", { max: 25 }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  ...roomRules,
  {
    files: ["components/shared/**/*.ts"],
    rules: forbid([{ group: ["../*/*"], message: "shared imports no component." }]),
  },
  {
    files: ["components/platform/**/*.ts"],
    rules: forbid([
      { group: ["**/stacks/*", "**/cli/*", "**/recorder/*"], message: "Never back." },
    ]),
  },
  {
    files: ["recorder/**/*.ts"],
    rules: forbid([
      {
        group: ["**/components/**", "**/stacks/**", "**/cli/**"],
        message: "recorder stands alone.",
      },
    ]),
  },
  {
    files: ["prover/**/*.ts"],
    rules: forbid([
      {
        group: ["@pulumi/*", "**/components/**", "**/stacks/**", "**/cli/**", "**/recorder/**"],
        message: "prover takes manifests, and knows nothing of the project.",
      },
    ]),
  },
  {
    files: ["cli/**/*.ts"],
    rules: forbid([
      { group: ["**/components/**", "**/stacks/**"], message: "cli reads the recorded graph." },
    ]),
  },
  {
    files: PURE_FILES,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@pulumi/*"],
              allowTypeImports: true,
              message: "Plans are plain data: import types only.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      // A describe() block is a table of contents, not a function.
      "max-lines-per-function": "off",
    },
  },
  {
    files: ["**/*.mjs", "examples/**/*.ts"],
    ...tseslint.configs.disableTypeChecked,
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      "@pulumi/no-output-in-template-literal": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
);

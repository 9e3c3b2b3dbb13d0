import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { maxConstructorLines } from "./eslint/constructor-rule.mjs";
import { rooms } from "./eslint/rooms-rule.mjs";

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
      bulkhead: { rules: { "max-constructor-lines": maxConstructorLines, rooms } },
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
      "bulkhead/rooms": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
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

import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import {
  findChoiceIssues,
  findDuplicateIssues,
  formatIssues,
  issue,
  issuesWithin,
} from "../../../components/shared/issues.js";
import { throwIssues } from "../../../components/shared/throw-issues.js";

const COLOURS = { Red: "red", Green: "green" };

describe("Issues", () => {
  it("quote what was seen", () => {
    assert.deepEqual(
      [undefined, "x", 3, [], { a: 1 }].map(
        (seen) => issue("here", seen, "something else").message,
      ),
      [
        "is missing: expected something else",
        '"x" is invalid: expected something else',
        "3 is invalid: expected something else",
        "[] is invalid: expected something else",
        '{"a":1} is invalid: expected something else',
      ],
    );
  });

  it("name the words of a choice", () => {
    assert.deepEqual(findChoiceIssues("colour", undefined, COLOURS), []);
    assert.deepEqual(findChoiceIssues("colour", "green", COLOURS), []);
    assert.deepEqual(findChoiceIssues("colour", "Green", COLOURS), [
      { path: "colour", message: '"Green" is invalid: expected one of "red", "green"' },
    ]);
  });

  it("name each value once that is listed more than once", () => {
    assert.deepEqual(findDuplicateIssues("list", ["a", "b", "c"]), []);
    assert.deepEqual(findDuplicateIssues("list", ["a", "b", "a", "a", "b"]), [
      { path: "list", message: '"a" is listed more than once' },
      { path: "list", message: '"b" is listed more than once' },
    ]);
  });

  it("are seen from the argument that holds them", () => {
    const inner = [
      { path: "size", message: "too big" },
      { path: "", message: "too many" },
    ];
    assert.deepEqual(issuesWithin("group", inner), [
      { path: "group.size", message: "too big" },
      { path: "group", message: "too many" },
    ]);
  });

  it("are thrown once for all, with each property for the engine", () => {
    const issues = [
      { path: "ports[0]", message: "no port" },
      { path: "name", message: "no name" },
    ];
    assert.equal(formatIssues(issues), "  ports[0]: no port\n  name: no name");
    assert.throws(
      () => {
        throwIssues('Thing "x"', issues);
      },
      (error: unknown) => {
        assert.ok(error instanceof pulumi.InputPropertiesError);
        assert.equal(
          error.message,
          'Thing "x" has 2 problems:\n  ports[0]: no port\n  name: no name',
        );
        assert.deepEqual(error.errors, [
          { propertyPath: "ports[0]", reason: "no port" },
          { propertyPath: "name", reason: "no name" },
        ]);
        return true;
      },
    );
    assert.throws(() => {
      throwIssues("Thing", issues.slice(1));
    }, /Thing has 1 problem:\n {2}name: no name$/);
  });

  it("are not thrown when there are none", () => {
    throwIssues("Thing", []);
  });
});

import assert from "node:assert/strict";
import {
  findStartupTaintIssues,
  startupTolerations,
} from "../../../../components/shared/kubernetes/startup-taint.js";

describe("start-up taint", () => {
  it("is tolerated by key, whatever its value", () => {
    assert.deepEqual(startupTolerations(undefined), []);
    assert.deepEqual(startupTolerations("example.com/not-ready"), [
      { key: "example.com/not-ready", operator: "Exists", effect: "NoSchedule" },
    ]);
  });

  const ACCEPTED = [undefined, "calico", "readiness.k8s.io/calico", "a/B_c.d-e", "x".repeat(63)];
  for (const key of ACCEPTED) {
    it(`accepts ${key ?? "none"}`, () => {
      assert.deepEqual(findStartupTaintIssues(key), []);
    });
  }

  const REFUSED = [
    "",
    "/calico",
    "a/b/c",
    "Example.com/x",
    "-x",
    "x-",
    "x'y",
    "x y",
    "x".repeat(64),
  ];
  for (const key of [...REFUSED, `${"x".repeat(60)}.io/calico`]) {
    it(`refuses "${key}"`, () => {
      const [{ path, message } = { path: "", message: "" }] = findStartupTaintIssues(key);
      assert.equal(path, "startupTaint");
      assert.match(
        message,
        /a taint key of at most 63 characters, such as readiness\.k8s\.io\/calico/,
      );
    });
  }
});

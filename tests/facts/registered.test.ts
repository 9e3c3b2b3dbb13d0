import assert from "node:assert/strict";
import { ComponentType } from "../../contract/component-type.js";
import { findRegistered } from "../../facts/registered.js";
import { registered, resource } from "../cli/support.js";

const { Network } = ComponentType;

describe("findRegistered", () => {
  it("returns the components of a type that registered a record, without its version", () => {
    const network = registered(Network, "main", { albSlots: 128 });
    const found = findRegistered(
      [network, resource(Network, "remote"), registered(ComponentType.Platform, "prod", {})],
      Network,
    );
    assert.deepEqual(found, [{ resource: network, facts: { albSlots: 128 } }]);
  });

  it("rejects a record of another version", () => {
    const newer = resource(Network, "main", {}, { outputs: { facts: { version: 2 } } });
    assert.throws(() => findRegistered([newer], Network), {
      message:
        'bulkhead:index:Network "main" registers facts of version 2; this version of bulkhead reads version 1',
    });
  });
});

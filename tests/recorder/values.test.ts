import assert from "node:assert/strict";
import fc from "fast-check";
import { redact, markSecret, UNKNOWN, unwrapSecrets } from "../../recorder/index.js";
import type { PropertyValue } from "../../recorder/index.js";
import { decode, encode } from "../../recorder/wire.js";

const { value: propertyValue } = fc.letrec<{ value: PropertyValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(UNKNOWN),
    tie("value").map(markSecret),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

describe("property values", () => {
  it("come back from Pulumi's wire format as they went", () => {
    fc.assert(
      fc.property(propertyValue, (value) => {
        assert.deepEqual(decode(encode(value)), value);
      }),
    );
  });

  it("are redacted to plain JSON with sorted keys, as JSON.stringify would", () => {
    fc.assert(
      fc.property(propertyValue, (value) => {
        const redacted = redact(value);
        assert.deepEqual(redacted, JSON.parse(JSON.stringify(value)));
      }),
    );
    assert.equal(
      JSON.stringify(redact({ b: 1, a: { d: markSecret("x"), c: [UNKNOWN] } })),
      '{"a":{"c":["[unknown]"],"d":"[secret]"},"b":1}',
    );
  });

  it("are unwrapped to plain values, unknowns left", () => {
    const value = { a: markSecret([markSecret("x"), 1]), b: UNKNOWN, c: null };
    assert.deepEqual(unwrapSecrets(value), { a: ["x", 1], b: UNKNOWN, c: null });
    assert.equal(unwrapSecrets(undefined), undefined);
  });
});

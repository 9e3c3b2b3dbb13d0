"use strict";
/**
 * Laws under mutation: the first failure is enough, nobody reads the smallest one, and the same worlds are tried
 * against every mutant.
 */
require("fast-check").configureGlobal({ endOnFailure: true, seed: 20_261_129 });

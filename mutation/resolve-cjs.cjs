// Stryker's runner names files of mocha without their ending, and mocha 12 ends them in .cjs.
const { Module } = require("node:module");

Module._extensions[".cjs"] ??= Module._extensions[".js"];

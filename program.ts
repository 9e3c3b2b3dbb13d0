import { run } from "./stacks/platform.js";

export = run;

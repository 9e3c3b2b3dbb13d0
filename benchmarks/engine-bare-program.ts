import { run } from "./engine-bare.js";

export = run;

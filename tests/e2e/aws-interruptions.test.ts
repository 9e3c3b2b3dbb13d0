import assert from "node:assert/strict";
import type { Operation } from "../../testbed/simulation/account-folder.js";
import { Aws } from "../../testbed/simulation/types.js";
import type { Settings } from "../../testbed/engine/workspace.js";
import { killNow } from "./support/kill.js";
import { recover } from "./support/recover.js";
import type { SimulatedEnvironment } from "./support/simulated-environment.js";
import { SimulatedLife } from "./support/simulated-life.js";
import { until } from "./support/until.js";

/** In whose creation the engine dies. */
const CREATED = [
  ...[Aws.Vpc, Aws.Subnet, Aws.NatGateway, Aws.RouteTableAssociation, Aws.Role],
  ...[Aws.Cluster, Aws.NodeGroup, Aws.Addon, Aws.PodIdentityAssociation, Aws.AccessEntry],
];

/** And in whose deletion. */
const DELETED = [Aws.Addon, Aws.NodeGroup, Aws.Cluster, Aws.NatGateway, Aws.Subnet, Aws.Vpc];

/** Milliseconds: longer than it takes to see that AWS has done it. */
const NEVER = 120_000;

/** Seconds: before anything of AWS is deleted, everything in the cluster is. */
const DEADLINE = 240;

/** One time that the engine was killed. */
interface Round {
  /** Types of what AWS did and did not answer. */
  readonly done: readonly string[];
  /** Ids that were told to Pulumi. */
  readonly taken: readonly string[];
}

/** One application is as good as many, and the testbed has a Calico. */
function small(settings: Settings): Settings {
  const access = { edit: ["arn:aws:iam::111122223333:role/shop-developers"] };
  const shop = { albSlot: 1, ports: [8080], loadBalancer: {}, access };
  return { ...settings, "bulkhead:calico": { install: false }, "bulkhead:applications": { shop } };
}

describe("An engine that is killed between what AWS does and its answer", function () {
  const options = { folder: "interrupted-dev", checkpoints: true, change: small };
  const life = new SimulatedLife(this, "dev", options);
  const dev = (): SimulatedEnvironment => life.environment;

  /** Kills the command once AWS has done one of these, and recovers: what was done, and the ids that were taken over. */
  async function killWithin(operation: Operation, types: readonly string[]): Promise<Round> {
    const { account, workspace } = dev();
    const known = (): ReadonlyMap<string, string> =>
      new Map(account.records().map(({ type, id }) => [`${type} ${id}`, type]));
    const before = known();
    // Of what exists and not of the account's log: the plugin may die between the two.
    const done = (): string[] => {
      const [from, to] = operation === "create" ? [before, known()] : [known(), before];
      const differing = [...to].filter(([key]) => !from.has(key)).map(([, type]) => type);
      return differing.filter((type) => types.includes(type));
    };
    account.setFaults(types.map((type) => ({ operation, type, answerMs: NEVER })));
    const command = operation === "create" ? "up" : "destroy";
    const { child, ended } = workspace.start(command, "--yes", "--skip-preview");
    const isDone = async (): Promise<boolean> => {
      if (child.exitCode !== null) assert.fail((await ended).text);
      return done().length > 0;
    };
    await until(`${operation} of ${types.join(" or ")}`, isDone, DEADLINE);
    killNow(child);
    await ended;
    account.setFaults([]);
    const unanswered = done();
    const { taken } = await recover(
      workspace,
      (urn) => account.records().find((record) => record.urn === urn)?.id,
    );
    return { done: unanswered, taken };
  }

  /** Until it was killed within each of these. */
  async function killWithinEach(
    operation: Operation,
    types: readonly string[],
  ): Promise<readonly Round[]> {
    const rounds: Round[] = [];
    const missing = (): string[] =>
      types.filter((type) => !rounds.some(({ done }) => done.includes(type)));
    while (missing().length > 0) rounds.push(await killWithin(operation, missing()));
    for (const { done } of rounds)
      console.log(`    killed within ${[...new Set(done)].join(", ")}`);
    return rounds;
  }

  it("up: what exists at AWS is taken over by its id", async () => {
    const rounds = await killWithinEach("create", CREATED);
    const records = dev().account.records();
    for (const { done, taken } of rounds) {
      const types = records.filter(({ id }) => taken.includes(id)).map(({ type }) => type);
      assert.deepEqual(
        done.filter((type) => !types.includes(type)),
        [],
      );
    }
  });

  it("up comes to its end, with everything once and as planned", async () => {
    await dev().up();
    await life.assertAsPlanned();
    const urns = dev()
      .account.records()
      .map(({ urn }) => urn);
    assert.deepEqual(
      urns.filter((urn, at) => urns.indexOf(urn) !== at),
      [],
    );
    const { changes } = await dev().up();
    assert.deepEqual(Object.keys(changes), ["same"]);
  });

  it("destroy: what is gone at AWS is forgotten", async () => {
    const rounds = await killWithinEach("delete", DELETED);
    assert.deepEqual(
      rounds.flatMap(({ taken }) => taken),
      [],
    );
  });

  it("destroy comes to its end, with nothing left", async () => {
    await dev().destroy();
    await life.assertNothingLeft();
  });
});

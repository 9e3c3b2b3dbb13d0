import assert from "node:assert/strict";
import type { JsonMap } from "../../basics/json.js";
import { grantSection } from "../../cli/output/application-section.js";
import { createPalette } from "../../cli/output/palette.js";
import type { MaskedResource } from "../../facts/resource-graph.js";
import { accessTo, application, factsOf } from "../cli/support.js";

const MODELS: JsonMap = {
  name: "models",
  bucketArn: "arn:aws:s3:::shop-models",
  prefix: "chat/",
  access: "read",
  kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/0f1e",
  publishers: ["arn:aws:iam::111122223333:role/research", "arn:aws:iam::111122223333:user/anna"],
};

const EXPORTS: JsonMap = {
  name: "exports",
  bucketArn: "[unknown]",
  prefix: "",
  access: "read-write",
};

const DEPLOY = "arn:aws:iam::111122223333:role/ci/deploy";

function entriesOf(...resources: MaskedResource[]) {
  return factsOf(resources).applications;
}

describe("What a plan says of storage and access", () => {
  it("the storage of an application, as declared", () => {
    const [chat] = entriesOf(application("chat", { storage: [MODELS, EXPORTS] }));
    assert.deepEqual(chat?.storage, [
      {
        name: "models",
        bucket: "arn:aws:s3:::shop-models",
        prefix: "chat/",
        access: "read",
        kmsKey: "arn:aws:kms:eu-central-1:111122223333:key/0f1e",
        publishers: MODELS.publishers,
      },
      {
        name: "exports",
        bucket: "[unknown]",
        prefix: "",
        access: "read-write",
        kmsKey: null,
        publishers: [],
      },
    ]);
  });

  it("its people, from whichever component names them", () => {
    const [chat, search] = entriesOf(
      application("chat"),
      application("search"),
      accessTo({ chat: { access: { deploy: [DEPLOY] } }, mail: { access: { view: ["x"] } } }),
      accessTo({ chat: { access: { view: ["arn:aws:iam::111122223333:user/anna"] } } }),
    );
    assert.deepEqual(chat?.access, {
      view: ["arn:aws:iam::111122223333:user/anna"],
      edit: [],
      deploy: [DEPLOY],
    });
    assert.deepEqual(search?.access, { view: [], edit: [], deploy: [] });
    assert.deepEqual(search.storage, []);
  });

  it("has a row for each application with any of it", () => {
    const lines = grantSection(
      entriesOf(
        application("chat", { storage: [MODELS, EXPORTS] }),
        application("mail"),
        application("search"),
        accessTo({ search: { access: { view: [DEPLOY], deploy: [DEPLOY] } } }),
      ),
      createPalette(false),
    );
    assert.deepEqual(lines.slice(3), [
      "  application  objects in S3                 published by   people",
      "  chat         read chat/                    role/research  –",
      "               in shop-models, with its key  user/anna",
      "               read-write everything         –",
      "               in [unknown]",
      "  search       –                             –              view role/ci/deploy",
      "                                                            deploy role/ci/deploy",
    ]);
  });

  it("has no section without any of it", () => {
    assert.deepEqual(grantSection(entriesOf(application("chat")), createPalette(false)), []);
  });
});

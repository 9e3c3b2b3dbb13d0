import { accountOfEnvironment } from "./account-folder.js";
import { AwsProvider } from "./aws-provider.js";
import { serve } from "./provider-server.js";
import { versionOf } from "./sdk-version.js";

serve(new AwsProvider(versionOf("@pulumi/aws"), accountOfEnvironment()));

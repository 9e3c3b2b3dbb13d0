import { propertyText } from "../values.js";
import { formatArn, awsName, formatIamArn, named } from "./aws-names.js";
import { fakeDigits, fakeHex, fakeUuid } from "./context.js";
import type { Generated, OutputTable, ResourceContext } from "./context.js";

function role(resource: ResourceContext, name: string): Partial<Generated> {
  const uniqueId = `AROA${fakeHex(resource, 17, "unique").toUpperCase()}`;
  return { id: name, computed: { uniqueId, createDate: "2026-01-01T00:00:00Z" } };
}

function iamPath(resource: ResourceContext): string {
  return propertyText(resource.inputs.path) ?? "/";
}

function policy(resource: ResourceContext): Generated {
  const name = awsName(resource);
  const arn = formatIamArn(resource, `policy${iamPath(resource)}${name}`);
  const policyId = `ANPA${fakeHex(resource, 17, "unique").toUpperCase()}`;
  return { id: arn, known: { name }, computed: { arn, policyId } };
}

function oidcProvider(resource: ResourceContext): Generated {
  const issuer = (propertyText(resource.inputs.url) ?? "").replace(/^https:\/\//, "");
  const arn = formatIamArn(resource, `oidc-provider/${issuer}`);
  return { id: arn, computed: { arn, thumbprintLists: [fakeHex(resource, 40, "thumbprint")] } };
}

function kmsKey(resource: ResourceContext): Generated {
  const keyId = fakeUuid(resource);
  return { id: keyId, computed: { keyId, arn: formatArn(resource, "kms", `key/${keyId}`) } };
}

function kmsAlias(resource: ResourceContext): Generated {
  const given = propertyText(resource.inputs.name);
  const name = given ?? `alias/${awsName(resource)}`;
  const key = propertyText(resource.inputs.targetKeyId) ?? fakeUuid(resource);
  const arn = formatArn(resource, "kms", name);
  const targetKeyArn = formatArn(resource, "kms", `key/${key}`);
  return { id: name, known: { name }, computed: { arn, targetKeyArn } };
}

function bucket(resource: ResourceContext): Generated {
  const name = awsName(resource, "bucket").toLowerCase();
  const domain = `${name}.s3.${resource.region}.amazonaws.com`;
  const arn = `arn:${resource.partition}:s3:::${name}`;
  const computed = {
    arn,
    bucketRegionalDomainName: domain,
    bucketDomainName: `${name}.s3.amazonaws.com`,
  };
  return { id: name, known: { bucket: name }, computed };
}

function secret(resource: ResourceContext): Generated {
  const name = awsName(resource);
  const arn = formatArn(
    resource,
    "secretsmanager",
    `secret:${name}-${fakeHex(resource, 6, "secret")}`,
  );
  return { id: arn, known: { name }, computed: { arn } };
}

function hostedZone(resource: ResourceContext): Generated {
  const zoneId = `Z${fakeHex(resource, 20, "zone").toUpperCase()}`;
  const nameServers = [1, 2, 3, 4].map((at) => `ns-${at}.awsdns-0${at}.com`);
  const arn = `arn:${resource.partition}:route53:::hostedzone/${zoneId}`;
  return { id: zoneId, computed: { zoneId, arn, nameServers } };
}

function certificate(resource: ResourceContext): Generated {
  const arn = formatArn(resource, "acm", `certificate/${fakeUuid(resource)}`);
  return { id: arn, computed: { arn, status: "ISSUED" } };
}

function loadBalancer(resource: ResourceContext): Generated {
  const name = awsName(resource);
  const path = `loadbalancer/app/${name}/${fakeHex(resource, 16, "lb")}`;
  const arn = formatArn(resource, "elasticloadbalancing", path);
  const dnsName = `${name}-${fakeDigits(resource, 10)}.${resource.region}.elb.amazonaws.com`;
  return { id: arn, known: { name }, computed: { arn, dnsName } };
}

function targetGroup(resource: ResourceContext): Generated {
  const name = awsName(resource);
  const path = `targetgroup/${name}/${fakeHex(resource, 16, "tg")}`;
  const arn = formatArn(resource, "elasticloadbalancing", path);
  return { id: arn, known: { name }, computed: { arn } };
}

function repository(resource: ResourceContext): Generated {
  const name = awsName(resource);
  const registry = `${resource.account}.dkr.ecr.${resource.region}.amazonaws.com`;
  const arn = formatArn(resource, "ecr", `repository/${name}`);
  const computed = { arn, registryId: resource.account, repositoryUrl: `${registry}/${name}` };
  return { id: name, known: { name }, computed };
}

function fileSystem(resource: ResourceContext): Generated {
  const id = `fs-0${fakeHex(resource, 16, "fs")}`;
  const dnsName = `${id}.efs.${resource.region}.amazonaws.com`;
  const arn = formatArn(resource, "elasticfilesystem", `file-system/${id}`);
  return { id, computed: { arn, dnsName } };
}

const rolePolicyAttachment = (resource: ResourceContext): Generated => ({
  id: `${propertyText(resource.inputs.role) ?? resource.name}-${fakeHex(resource, 20)}`,
});

const rolePolicy = (resource: ResourceContext): Generated => ({
  id: `${propertyText(resource.inputs.role) ?? resource.name}:${awsName(resource)}`,
  known: { name: awsName(resource) },
});

const iamRoleArn = (resource: ResourceContext, name: string): string =>
  formatIamArn(resource, `role${iamPath(resource)}${name}`);

const profileArn = (resource: ResourceContext, name: string): string =>
  formatIamArn(resource, `instance-profile${iamPath(resource)}${name}`);

/** ARN by name for one service: `arn:…:rds:…:subgrp:name`. */
const byName = (service: string, prefix: string) => (resource: ResourceContext, name: string) =>
  formatArn(resource, service, `${prefix}${name}`);

export const AWS_OUTPUTS: OutputTable = {
  "aws:iam/role:Role": named(iamRoleArn, role),
  "aws:iam/policy:Policy": policy,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:iam/instanceProfile:InstanceProfile": named(profileArn),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": oidcProvider,
  "aws:kms/key:Key": kmsKey,
  "aws:kms/alias:Alias": kmsAlias,
  "aws:cloudwatch/logGroup:LogGroup": named(byName("logs", "log-group:")),
  "aws:rds/subnetGroup:SubnetGroup": named(byName("rds", "subgrp:")),
  "aws:elasticache/subnetGroup:SubnetGroup": named(byName("elasticache", "subnetgroup:")),
  "aws:dynamodb/table:Table": named(byName("dynamodb", "table/")),
  "aws:sns/topic:Topic": named(byName("sns", ""), (resource, name) => ({
    id: byName("sns", "")(resource, name),
  })),
  "aws:sqs/queue:Queue": named(byName("sqs", ""), (resource, name) => ({
    id: `https://sqs.${resource.region}.amazonaws.com/${resource.account}/${name}`,
  })),
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:route53/zone:Zone": hostedZone,
  "aws:acm/certificate:Certificate": certificate,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:ecr/repository:Repository": repository,
  "aws:efs/fileSystem:FileSystem": fileSystem,
};

/** Any other type of the provider: a named thing with an ARN of its service. */
export function otherAwsOutputs(resource: ResourceContext): Generated {
  const service = /^aws:([^/:]+)/.exec(resource.type)?.[1] ?? "aws";
  const name = awsName(resource);
  return { id: name, known: { name }, computed: { arn: formatArn(resource, service, name) } };
}

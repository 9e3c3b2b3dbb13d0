import { APPLICATION_NAME_LIMIT, isDnsLabel } from "../../contract/names.js";
import type { Issue } from "./issues.js";

export function findApplicationNameIssues(path: string, name: string): Issue[] {
  if (isDnsLabel(name, APPLICATION_NAME_LIMIT)) return [];
  const message =
    name.length > APPLICATION_NAME_LIMIT
      ? `"${name}" has ${name.length} characters: at most ${APPLICATION_NAME_LIMIT} are accepted`
      : `"${name}" is not a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"`;
  return [{ path, message }];
}

/** Auto-naming appends a dash and seven characters to the logical name. */
const AUTO_NAME_SUFFIX = 8;

/** IAM role names end at 64 characters; the longest child name decides how long a component's may be. */
const IAM_NAME_LIMIT = 64;

/** An issue when the IAM name that auto-naming makes of a child's name is too long. */
export function findIamNameIssues(path: string, childName: string): Issue[] {
  const limit = IAM_NAME_LIMIT - AUTO_NAME_SUFFIX;
  if (childName.length <= limit) return [];
  const message = `makes the IAM role ${childName}-…, of ${childName.length} characters before its suffix: at most ${limit} are accepted, shorten it by ${childName.length - limit}`;
  return [{ path, message }];
}

export function findComponentNameIssues(name: string, longestChildSuffix: string): Issue[] {
  const limit = IAM_NAME_LIMIT - AUTO_NAME_SUFFIX - longestChildSuffix.length;
  if (name.length <= limit) return [];
  return [
    {
      path: "name",
      message: `"${name}" has ${name.length} characters: at most ${limit} are accepted, because IAM names derived from it end at ${IAM_NAME_LIMIT}`,
    },
  ];
}

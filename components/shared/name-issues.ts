import { APPLICATION_NAME_LIMIT, isDnsLabel } from "../../contract/names.js";
import { issue, type Issue } from "./issues.js";

export function findApplicationNameIssues(path: string, name: string): Issue[] {
  if (isDnsLabel(name, APPLICATION_NAME_LIMIT)) return [];
  if (name.length <= APPLICATION_NAME_LIMIT) {
    const expected =
      'a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"';
    return [issue(path, name, expected)];
  }
  const message = `"${name}" has ${name.length} characters: expected at most ${APPLICATION_NAME_LIMIT}`;
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
  const message = `makes the IAM role name "${childName}-…", with ${childName.length} characters before its suffix: expected at most ${limit}; shorten it by ${childName.length - limit}`;
  return [{ path, message }];
}

export function findComponentNameIssues(name: string, longestChildSuffix: string): Issue[] {
  const limit = IAM_NAME_LIMIT - AUTO_NAME_SUFFIX - longestChildSuffix.length;
  if (name.length <= limit) return [];
  return [
    {
      path: "name",
      message: `"${name}" has ${name.length} characters: expected at most ${limit}, because IAM names derived from it have at most ${IAM_NAME_LIMIT}`,
    },
  ];
}

/** kubectl reads YAML 1.1, where a plain `yes` or `1:30` is not a string. */
export const YAML_STYLE = {
  version: "1.2",
  compat: "yaml-1.1",
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

/**
 * What the application's pods may do with the objects under a prefix.
 *
 * @enum
 */
export const StorageAccess = {
  /** Read and list. */
  Read: "read",
  /** Read, list, write and delete. On a bucket with versioning a deletion can be undone: versions stay out of reach. */
  ReadWrite: "read-write",
} as const;
export type StorageAccess = (typeof StorageAccess)[keyof typeof StorageAccess];

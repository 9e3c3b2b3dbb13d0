/** The format that this version of the package writes and reads. */
export const PLATFORM_REF_VERSION = 2;

/** Bytes as networks and people write them, to a tenth: 4.2 MB. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 100_000) / 10} MB`;

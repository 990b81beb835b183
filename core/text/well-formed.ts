/** Half a surrogate pair cannot be written as UTF-8; it becomes U+FFFD, as an encoder would make it. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

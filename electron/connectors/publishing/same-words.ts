/**
 * What stays of a text whatever a network does to its white space, quotes, dashes and links: letters, digits and pictographs.
 * Two texts that share it say the same.
 */
export const essence = (text: string): string =>
  text.normalize('NFC').toLowerCase().replace(/https?:\/\/|\/(?=\s|$)/g, '').replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}]/gu, '');

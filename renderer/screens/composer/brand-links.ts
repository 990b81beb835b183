export interface NotedLink {
  /** May be empty. */
  readonly name: string;
  readonly url: string;
}

/** The brand's links: one on a line, a name before the address or none. A line without an address is no link. */
export const notedLinks = (lines: string): readonly NotedLink[] => lines.split('\n').flatMap((line) => {
  const url = /https?:\/\/\S+/i.exec(line)?.[0];
  return url === undefined ? [] : [{ name: line.replace(url, '').replaceAll(/^[\s:–-]+|[\s:–-]+$/g, ''), url }];
});

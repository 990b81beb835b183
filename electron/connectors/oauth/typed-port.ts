/** The port of the redirect as a person typed it, `usual` where nothing is typed; null: no port that a program may listen on without being the system's own. */
export function readPort(typed: string | undefined, usual: number): number | null {
  const text = (typed ?? '').trim();
  if (text === '') return usual;
  const port = /^\d{4,5}$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : null;
}

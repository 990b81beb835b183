import { posix } from 'node:path';

/** A path as a person reads it: with `~` for their home folder where systems write it so. Windows has no such sign. */
export function shownPath(path: string, home: string, platform: NodeJS.Platform): string {
  if (platform === 'win32' || home === '' || home === '/') return path;
  const within = posix.relative(home, path);
  return within === '' || within === '..' || within.startsWith('../') ? path : `~/${within}`;
}

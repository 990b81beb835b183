import type { Startup } from '#core/contract/app';

interface StartupWords {
  readonly title: string;
  /** What it means, and what to do. */
  readonly text: string;
  /** The file or folder it is about, shown below the text. */
  readonly path: string | null;
}

/** Why nothing was opened. For a damaged file see the recovery screen, which has choices to offer. */
export function startupWords(startup: Exclude<Startup, { readonly kind: 'ok' | 'damaged' }>): StartupWords {
  switch (startup.kind) {
    case 'newer-version': return {
      title: 'This file was made by a newer Linnet',
      text: `The file is version ${startup.fileVersion}; this Linnet understands up to ${startup.appVersion}. Opening it could lose what it does not know, so it was left alone. Install the newer Linnet, then try again.`, path: null,
    };
    case 'read-only': return { title: 'Linnet may not write to its folder', text: 'Nothing could be saved there, so nothing was opened. Allow writing to this folder, then try again.', path: startup.folder };
    case 'disk-full': return { title: 'The disk is full', text: 'There is no room left where Linnet keeps its file. Nothing was lost. Free some space on the disk of this folder, then try again.', path: startup.folder };
    case 'file-busy': return { title: 'Another program is using Linnet’s file', text: 'It keeps this file locked, so nothing was opened and nothing is published. A second Linnet or a back-up program may have it open. Close that, then try again.', path: startup.file };
  }
}

/** Before the ways on: what became of the file. @param keptAs its name now; empty when it was gone */
export const damagedWords = (keptAs: string): Omit<StartupWords, 'path'> => (keptAs === ''
  ? { title: 'Linnet’s file is not where it was', text: 'There are back-ups of it, but linnet.db itself is gone: moved, renamed or deleted. Linnet starts nothing in its place, and nothing will be published until you choose.' }
  : { title: 'Linnet’s file is damaged', text: 'It did not pass its check, so it was not opened. Nothing has been deleted, and nothing will be published until you choose.' });

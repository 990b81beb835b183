import type { Startup } from '#core/contract/app';

interface StartupWords {
  readonly title: string;
  /** What it means, and what to do. */
  readonly text: string;
}

/** Why nothing was opened. For a damaged file see the recovery screen, which has choices to offer. */
export function startupWords(startup: Exclude<Startup, { readonly kind: 'ok' | 'damaged' }>): StartupWords {
  switch (startup.kind) {
    case 'newer-version': return {
      title: 'This file was made by a newer Linnet',
      text: `The file is version ${startup.fileVersion}; this Linnet understands up to ${startup.appVersion}. Opening it could lose what it does not know, so it was left alone. Install the newer Linnet, then try again.`,
    };
    case 'read-only': return { title: 'Linnet may not write to its folder', text: `Nothing could be saved in ${startup.folder}, so nothing was opened. Allow writing there, then try again.` };
    case 'disk-full': return { title: 'The disk is full', text: `There is no room left in ${startup.folder}. Nothing was lost. Free some space, then try again.` };
    case 'file-busy': return { title: 'Another program is using Linnet’s file', text: `It keeps ${startup.file} locked, so nothing was opened and nothing is published. A second Linnet or a back-up program may have it open. Close that, then try again.` };
  }
}

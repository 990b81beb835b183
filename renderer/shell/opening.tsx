import { useLayoutEffect } from 'react';

/** What the window says while the file is opened. It stays invisible for the second that this usually takes. */
export function Opening() {
  // The preferences come later, over the port; until then the system's scheme, which the main process sets to the wanted one.
  useLayoutEffect(() => { document.documentElement.dataset['theme'] ??= window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'; }, []);
  return (
    <div className="opening" role="status">
      <p className="title">Opening Linnet’s file…</p>
      <p className="t2">After an update of Linnet the file is updated first. With thousands of posts that takes some seconds.</p>
    </div>
  );
}

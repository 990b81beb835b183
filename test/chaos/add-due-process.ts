import { addDue, dataFolderAt, type Accounts } from './data-folder';

// Adds publications to the file of an app that was killed, and goes the way the app went: closing the file in order would put its
// log away, and the app would rightly take a missing log after a kill for lost writes.
const { path, at, dueAts } = JSON.parse(process.argv[2] ?? '') as { readonly path: string; readonly at: Accounts; readonly dueAts: readonly number[] };
dataFolderAt(path).within((database) => {
  addDue({ ...dataFolderAt(path), within: (work) => work(database) }, at, dueAts);
  process.kill(process.pid, 'SIGKILL');
});

import { addDue, dataFolderAt, type Accounts, type Planned } from './data-folder';

// Adds publications to the file of an app that was killed, and goes the way the app went: closing the file in order would put its
// log away, and the app would rightly take a missing log after a kill for lost writes.
const { path, at, planned } = JSON.parse(process.argv[2] ?? '') as { readonly path: string; readonly at: Accounts; readonly planned: readonly Planned[] };
dataFolderAt(path).within((database) => {
  addDue({ ...dataFolderAt(path), within: (work) => work(database) }, at, planned);
  process.kill(process.pid, 'SIGKILL');
});

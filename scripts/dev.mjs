// npm run dev: the window with hot reload; the main process starts again when its sources change.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { announceRuntime, electronSwitches } from './runtime/app.mjs';
import { isHeadless, underVirtualDisplay } from './runtime/desktop.mjs';
import { nodeModules, root, toolEnv, toolNode } from './runtime/paths.mjs';
import { run } from './runtime/run.mjs';
import { runMain } from './runtime/say.mjs';
import { setUp } from './set-up.mjs';

await runMain(async () => {
  const runtime = await setUp({ display: isHeadless() });
  announceRuntime(runtime);
  // What the watcher writes is not what a build writes: the next start builds again.
  rmSync(join(root, 'out', '.stamp'), { force: true });
  const cli = join(nodeModules, 'electron-vite', 'bin', 'electron-vite.js');
  const sandbox = electronSwitches().includes('--no-sandbox') ? ['--noSandbox'] : [];
  let command = [toolNode(), cli, 'dev', '--watch', ...sandbox, ...process.argv.slice(2)];
  if (isHeadless()) command = underVirtualDisplay(command);
  const [program = '', ...args] = command;
  return run(program, args, { cwd: root, env: toolEnv({ ...runtime.env, ELECTRON_EXEC_PATH: runtime.executable }) });
});

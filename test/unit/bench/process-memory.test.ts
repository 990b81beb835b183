import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { familyOf, heldBy, kindOf } from '#test/bench/process-memory';

describe('the memory figure', () => {
  it('counts the workers of the app with it, and leaves what Chromium starts for every app', () => {
    expect(kindOf('/opt/linnet/electron --no-sandbox .')).toBe('main');
    expect(kindOf('/opt/linnet/electron --type=renderer --js-flags=--max-semi-space-size=2')).toBe('window');
    expect(kindOf('/proc/self/exe --type=utility --utility-sub-type=node.mojom.NodeService --lang=en-US')).toBe('helper');
    for (const type of ['zygote', 'gpu-process', 'utility --utility-sub-type=network.mojom.NetworkService']) expect(kindOf(`electron --type=${type}`)).toBe('chromium');
  });

  it.runIf(process.platform === 'linux')('sees what a process and its children hold', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ['-e', 'process.stdin.resume()', '--', '--type=renderer'], { stdio: ['pipe', 'ignore', 'ignore'] }).on('spawn', () => console.log('up'));
      globalThis.kept = Buffer.alloc(60e6, 1); process.stdin.on('end', () => process.exit()).resume();`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    const held = heldBy(child.pid ?? 0);
    expect(familyOf(child.pid ?? 0)).toHaveLength(2);
    expect(held.processes).toBe(2);
    expect(held.main).toBeGreaterThan(60);
    expect(held.window).toBeGreaterThan(0);
    expect(held.main - held.window).toBeGreaterThan(30);
    child.stdin.end();
    await ended;
  });
});

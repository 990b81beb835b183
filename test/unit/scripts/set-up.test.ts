import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const scripts = join(import.meta.dirname, '..', '..', '..', 'scripts');
let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'linnet-set-up-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('set-up', () => {
  test('leaves a node_modules alone that is only a link to somebody else’s', () => {
    const project = join(folder, 'project');
    const elsewhere = join(folder, 'elsewhere');
    cpSync(scripts, join(project, 'scripts'), { recursive: true });
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'theirs'), 'keep');
    // Nothing to install, so that without the refusal the folder would be emptied and nothing else happen.
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', version: '1.0.0' }));
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages: { '': { name: 'project', version: '1.0.0' } } }));
    symlinkSync(elsewhere, join(project, 'node_modules'), 'junction');
    const { status, stderr } = spawnSync(process.execPath, [join(project, 'scripts', 'set-up.mjs')], { encoding: 'utf8' });
    expect(readdirSync(elsewhere)).toEqual(['theirs']);
    expect(stderr).toBe('linnet: node_modules is a link, and installing through it would empty the folder it points to; remove the link, then start again\n');
    expect(status).toBe(1);
  });
});

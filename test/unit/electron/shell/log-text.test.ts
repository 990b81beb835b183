import { describe, expect, it } from 'vitest';
import { logText } from '#electron/shell/log-text';

describe('a part of a log line', () => {
  it('is never what fails', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const hostile = { toJSON: () => { throw new Error('no'); }, toString: () => { throw new Error('no'); } };
    expect([undefined, null, 12n, () => 1, Symbol('s'), circle, hostile].map((part) => typeof logText(part))).toEqual(Array.from({ length: 7 }, () => 'string'));
    expect(logText(undefined)).toBe('undefined');
    expect(logText({ a: 1 })).toBe('{"a":1}');
  });

  it('tells what caused an error, and ends with an error that is its own cause', () => {
    const disk = new Error('SQLITE_FULL');
    expect(logText(new Error('the save failed', { cause: disk }))).toMatch(/the save failed[\s\S]+Caused by: Error: SQLITE_FULL/);
    disk.cause = disk;
    expect(logText(disk)).toContain('SQLITE_FULL');
  });
});

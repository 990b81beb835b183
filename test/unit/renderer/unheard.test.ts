import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { unheardLine } from '#renderer/api/unheard';

it('a call that failed and that nobody waited for is told in words', () => {
  expect(unheardLine(new ORPCError('INTERNAL_SERVER_ERROR', { data: { code: 'disk-full' } }))).toMatch(/full/i);
  expect(unheardLine(new ORPCError('INTERNAL_SERVER_ERROR'))).toContain('inside Linnet');
});

it('what is no failed call says nothing', () => {
  for (const reason of [new DOMException('stopped', 'AbortError'), new Error('a screen'), undefined, 'text']) expect(unheardLine(reason)).toBeNull();
});

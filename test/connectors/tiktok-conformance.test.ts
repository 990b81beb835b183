import { expect, it } from 'vitest';
import { deadAtTiktok, tiktokRig } from '#test/networks/tiktok/rig';
import { conformance } from './conformance';

const rigs: Awaited<ReturnType<typeof tiktokRig>>[] = [];
conformance('TikTok, local server of the documented API', async () => {
  const rig = await tiktokRig();
  rigs.push(rig);
  return rig;
}, { deadLogin: deadAtTiktok, threads: false, deletes: false, replays: true, videos: 'parts' });

it('sent nothing in all of this that the facts do not name, and asked creator_info before each post', () => {
  expect(rigs).toHaveLength(1);
  expect(rigs.flatMap(({ server }) => server.wrong)).toEqual([]);
});

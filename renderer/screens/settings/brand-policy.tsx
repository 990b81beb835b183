import { Select, Switch } from '@mantine/core';
import type { Brand } from '#core/contract/brands';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { Setting } from './setting';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const limits: readonly { readonly ms: number; readonly name: string }[] = [
  { ms: 0, name: 'Always ask' }, { ms: 5 * MINUTE, name: '5 minutes' }, { ms: 15 * MINUTE, name: '15 minutes' }, { ms: 30 * MINUTE, name: '30 minutes' }, { ms: HOUR, name: '1 hour' },
  { ms: 2 * HOUR, name: '2 hours' }, { ms: 6 * HOUR, name: '6 hours' }, { ms: 12 * HOUR, name: '12 hours' }, { ms: 24 * HOUR, name: '1 day' }, { ms: 7 * 24 * HOUR, name: '7 days' },
];

const custom = (ms: number): string => `${Math.round(ms / MINUTE)} minutes`;

/** What a brand lets out, and what happens to its posts when this computer was off at their time. */
export function BrandPolicy({ brand }: { readonly brand: Brand }) {
  const known = limits.some((limit) => limit.ms === brand.latenessLimitMs) ? limits : [...limits, { ms: brand.latenessLimitMs, name: custom(brand.latenessLimitMs) }].toSorted((a, b) => a.ms - b.ms);
  const update = (patch: { readonly latenessLimitMs?: number; readonly nativeHandover?: boolean; readonly altRequired?: boolean }): void => { void act(client.brands.update({ id: brand.id, patch })); };
  return (
    <>
      <Setting name="Still publish when late by" help="A post that could not go out in time still goes out within this. Later than that it is marked missed, and Linnet asks.">
        <Select aria-label="Still publish when late by" w="9rem" data={known.map((limit) => ({ value: String(limit.ms), label: limit.name }))} value={String(brand.latenessLimitMs)} onChange={(value) => { if (value !== null) update({ latenessLimitMs: Number(value) }); }} />
      </Setting>
      <Setting name="Let networks hold posts" help="Networks that can schedule by themselves, such as Mastodon, publish even when this computer is off. Each account can say no.">
        <Switch aria-label="Let networks hold posts" checked={brand.nativeHandover} onChange={(event) => update({ nativeHandover: event.currentTarget.checked })} />
      </Setting>
      <Setting name="Require alt text" help="A post with a picture that has no alt text cannot be scheduled or published, wherever the network takes alt text. What is scheduled already goes out.">
        <Switch aria-label="Require alt text" checked={brand.altRequired} onChange={(event) => update({ altRequired: event.currentTarget.checked })} />
      </Setting>
    </>
  );
}

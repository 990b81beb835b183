import { useCallback, useMemo } from 'react';
import type { Publication } from '#core/contract/posts';
import type { When } from '#core/contract/planning';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { networkInText } from '#renderer/messages/networks';
import { confirm } from '#renderer/stores/confirm';
import { showToast } from '#renderer/stores/toast';
import { type Ask, type PlanView, targetsOf } from './plan';
import type { Session } from './session';
import { plannedLine, type ScheduledAtAnswer } from './planned-line';

export interface PlanActs {
  /** Schedules or moves; asks for a time first when there is none. */
  readonly primary: () => void;
  /** Puts the next free time into the fields. */
  readonly toNextSlot: () => void;
  readonly inNextSlot: () => void;
  readonly now: () => void;
  readonly keepAsDraft: () => void;
  readonly unschedule: () => void;
  readonly hold: () => void;
  readonly resume: () => void;
}

interface PlanDeps {
  readonly session: Session;
  readonly view: PlanView;
  readonly publications: readonly Publication[];
  readonly wall: string | null;
  readonly moved: boolean;
  readonly zone: string;
  readonly focusTime: () => void;
  readonly setWall: (wall: string) => void;
  /** UTC ms, to the minute. */
  readonly now: number;
}

/** What the schedule bar does. Everything unsaved is saved first: what goes out is what is on the screen. */
export function usePlan({ session, view, publications, wall, moved, zone, focusTime, setWall, now }: PlanDeps): PlanActs {
  const format = useFormat();
  const { postId } = session;

  const saved = useCallback(async (): Promise<boolean> => {
    if (await session.flush()) return true;
    showToast({ text: 'It is not saved yet, so nothing was planned. Linnet keeps trying to save it.' });
    return false;
  }, [session]);

  return useMemo<PlanActs>(() => {
    const words = (answer: ScheduledAtAnswer): string => plannedLine(answer, { asked: wall, zone, format, now });

    /** New accounts get their publication with the save, so it comes first and their ids after. */
    const targets = async (ask: Ask): Promise<readonly string[]> => {
      const wanted = new Set(targetsOf(view, ask, moved));
      const fresh = await client.posts.get({ id: postId });
      if (!fresh.ok) return [...wanted];
      const known = new Set(publications.map(({ id }) => id));
      return fresh.value.publications.filter(({ id }) => wanted.has(id) || !known.has(id)).map(({ id }) => id);
    };
    const schedule = async (when: When, done: (answer: ScheduledAtAnswer) => string): Promise<void> => {
      if (!(await saved())) return;
      const publicationIds = await targets(when.kind);
      await act(client.planning.schedule({ postId, when, publicationIds: [...publicationIds], skipProblems: view.ready > 0 && view.ready < view.fresh.length }), { done });
    };
    const ids = (list: readonly Publication[]): string[] => list.map(({ id }) => id);
    const run = (work: () => Promise<unknown>) => (): void => { void work(); };

    return {
      primary: run(async () => {
        if (view.act === 'none' || (view.act === 'schedule' && view.ready === 0 && view.fresh.length > 0)) return;
        if (wall === null) {
          showToast({ text: 'Choose a day and a time first, or take the next free slot' });
          focusTime();
          return;
        }
        if (view.act === 'schedule') await schedule({ kind: 'at', wall }, words);
        else if (await saved()) await act(client.planning.move({ postId, wall }), { done: (answer) => words(answer).replace(/^Scheduled for/, 'Moved to') });
      }),
      toNextSlot: run(async () => {
        const accountIds = publications.map(({ accountId }) => accountId);
        if (accountIds.length === 0) showToast({ text: 'Add an account first: slots are the posting times of accounts' });
        else {
          const slot = await act(client.planning.nextSlot({ accountIds: [...new Set(accountIds)] }));
          if (slot !== null) setWall(slot.wall);
        }
      }),
      inNextSlot: run(() => schedule({ kind: 'slot' }, words)),
      now: run(async () => {
        const going = new Set(targetsOf(view, 'now', moved));
        const networks = [...new Set(publications.filter(({ id }) => going.has(id)).map(({ network }) => networkInText(network)))];
        const yes = await confirm({ title: 'Publish it now?', body: `It goes out at once on ${format.list(networks)}${view.ready < view.fresh.length ? ', except where a problem stops it' : ''}. What is out cannot be called back by undo.`, act: 'Publish now', stay: 'Not yet' });
        if (yes) await schedule({ kind: 'now' }, () => 'On its way');
      }),
      keepAsDraft: run(async () => {
        if (wall === null) {
          showToast({ text: 'It is a draft, and it is saved' });
          return;
        }
        if (await saved()) await act(client.planning.move({ postId, wall, publicationIds: ids(view.fresh), asDraft: true }), { done: (answer) => `A draft for ${format.day(answer.at, zone, now)}, ${format.time(answer.at, zone)}` });
      }),
      unschedule: run(async () => { if (await saved()) await act(client.planning.unschedule({ postId, publicationIds: ids([...view.scheduled, ...view.held]) }), { done: 'Back among the drafts' }); }),
      hold: run(() => act(client.planning.hold({ publicationIds: ids(view.scheduled) }), { done: 'On hold: it waits until you resume it' })),
      resume: run(() => act(client.planning.resume({ publicationIds: ids(view.held) }), { done: 'It goes out at its time again' })),
    };
  }, [view, publications, wall, moved, zone, format, postId, saved, focusTime, setWall, now]);
}

import { randomBytes } from 'node:crypto';
import type { Json } from '#core/json';
import type { Connector } from '#electron/connectors/ports/connector';
import type { CommitOutcome, Outgoing, OutgoingMedia, PublishContext } from '#electron/connectors/ports/publish';
import { outgoingPicture } from '#test/support/outgoing';
import type { Rig } from './rig';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwACggGA9w0yXwAAAABJRU5ErkJggg==', 'base64');
export const testPicture = (alt = 'One blue pixel'): OutgoingMedia => outgoingPicture(PNG, { alt });

export interface Run extends PublishContext {
  readonly stop: AbortController;
  /** As the engine calls it: the moment is written down first. */
  readonly commit: () => Promise<CommitOutcome>;
  readonly prepare: () => ReturnType<Connector['publish']['prepare']>;
  readonly find: () => ReturnType<Connector['publish']['findPublished']>;
}

/** As the engine gives it to a look: the pictures are named and counted, and none of them can be read. */
export function named(outgoing: Outgoing): Outgoing {
  const read = (): Promise<never> => Promise.reject(new Error('not read for a look'));
  return { ...outgoing, parts: outgoing.parts.map(({ text, media }) => ({ text, media: media.map((one) => ({ ...one, mime: '', bytes: 0, width: 0, height: 0, durationMs: null, read, readRange: read })) })) };
}

export function startRun(rig: Pick<Rig, 'connector' | 'session' | 'clock'>, outgoing: Outgoing): Run {
  const saved: Record<string, Json> = {};
  const stop = new AbortController();
  let committedAt: number | null = null;
  const run: Run = {
    session: rig.session,
    publicationId: randomBytes(8).toString('hex'),
    outgoing,
    key: rig.connector.publish.chooseKey(rig.clock.now(), (length) => randomBytes(length)),
    saved,
    save: (step, value) => {
      saved[step] = value;
    },
    get committedAt() {
      return committedAt;
    },
    signal: stop.signal,
    stop,
    commit: () => {
      committedAt ??= rig.clock.now();
      return rig.connector.publish.commit(run);
    },
    prepare: () => rig.connector.publish.prepare(run),
    find: () => rig.connector.publish.findPublished({ ...run, outgoing: named(outgoing) }),
  };
  return run;
}

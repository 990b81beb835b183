import type { Need } from '#core/contract/publishing';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { networkInText } from '#renderer/messages/networks';
import { confirm } from '#renderer/stores/confirm';
import { capital, type Lens, quoted } from './lens';

export type PublicationNeed = Extract<Need, { kind: 'publication' }>;

export async function lookNow({ publication, title }: PublicationNeed): Promise<void> {
  const network = networkInText(publication.network);
  await act(client.publishing.lookNow({ id: publication.id }), {
    done: (after) => {
      if (after.state === 'published') return `Found: ${quoted(title)} is on ${network}`;
      if (after.state === 'unconfirmed') return `Linnet looked on ${network} and still cannot tell`;
      return `It is not on ${network}. Linnet goes on from there`;
    },
  });
}

export async function sayItIsThere({ publication, title }: PublicationNeed): Promise<void> {
  const network = networkInText(publication.network);
  const yes = await confirm({ title: `Have you seen it on ${network}?`, body: `${capital(quoted(title))} is then noted as published, and Linnet looks no further.`, act: 'It is there', stay: 'Not sure' });
  if (yes) await act(client.publishing.decide({ id: publication.id, decision: 'it-is-there' }), { done: `${capital(quoted(title))} is noted as published` });
}

export async function retry({ publication, title }: PublicationNeed): Promise<void> {
  await act(client.publishing.retry({ id: publication.id }), { done: `Linnet tries ${quoted(title)} again` });
}

export async function decideMissed({ publication, title }: PublicationNeed, decision: 'now' | 'slot' | 'skip', { format, zone, now }: Lens): Promise<void> {
  const name = capital(quoted(title));
  await act(client.publishing.missed({ id: publication.id, decision }), {
    done: (after) => {
      if (decision === 'skip') return `${name} does not go out. You can still give it another time`;
      return decision === 'now' || after.dueAt === null ? `${name} goes out now` : `${name} goes out ${format.day(after.dueAt, zone, now)}, ${format.time(after.dueAt, zone)}`;
    },
  });
}

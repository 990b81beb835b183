import { z } from 'zod';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { LoginChoice } from '../ports/login';
import type { LinkedinClient } from './client';
import { organisationAnswer } from './profile';
import { organisationId, restList } from './urn';

const PAGE = 100;
const MOST_PAGES = 5;

/** `organization` in the versioned API; older answers say `organizationTarget`. */
const acls = z.object({
  elements: z.array(z.object({ organization: z.string().nullish(), organizationTarget: z.string().nullish(), role: z.string().nullish().catch(null), state: z.string().nullish().catch(null) })),
});
const lookedUp = z.object({ results: z.record(z.string(), z.unknown()) });

/** The company pages that the member who has logged in administers, by their names. @returns their URNs as ids */
export async function listOrganisations(client: LinkedinClient, session: Session, signal: AbortSignal): Promise<Result<readonly LoginChoice[], ConnectorError>> {
  const urns = new Set<string>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&start=${page * PAGE}&count=${PAGE}`;
    const read = await client.read(session, { method: 'GET', path, effect: 'reads', signal }, acls);
    if (!read.ok) return read;
    for (const { organization, organizationTarget, role, state } of read.value.elements) {
      const urn = organization ?? organizationTarget ?? '';
      if (organisationId(urn) !== null && (role ?? 'ADMINISTRATOR') === 'ADMINISTRATOR' && (state ?? 'APPROVED') === 'APPROVED') urns.add(urn);
    }
    if (read.value.elements.length < PAGE) break;
  }
  const all = [...urns];
  const names = all.length === 0 ? ok(new Map<string, string>()) : await readNames(client, session, all, signal);
  return names.ok ? ok(all.map((id) => ({ id, name: names.value.get(id) ?? id }))) : names;
}

async function readNames(client: LinkedinClient, session: Session, urns: readonly string[], signal: AbortSignal): Promise<Result<ReadonlyMap<string, string>, ConnectorError>> {
  const ids = urns.map((urn) => organisationId(urn) ?? '');
  const read = await client.read(session, { method: 'GET', path: `/rest/organizationsLookup?ids=${restList(ids)}`, effect: 'reads', signal }, lookedUp);
  // One that has no name to be had is called by its number.
  if (!read.ok) return read.error.type === 'rejected' ? ok(new Map()) : err(read.error);
  return ok(new Map(urns.flatMap((urn, n) => {
    const told = organisationAnswer.safeParse(read.value.results[ids[n] ?? '']);
    return told.success ? [[urn, told.data.localizedName] as const] : [];
  })));
}

import { type Answer, apiError } from './answers';

export interface Organisation {
  readonly id: number;
  readonly name: string;
  readonly vanityName: string;
  /** What the member of this server is there; null: nothing. */
  readonly role: 'ADMINISTRATOR' | 'ANALYST' | null;
  readonly followers: number;
}

export const organisationUrn = ({ id }: Pick<Organisation, 'id'>): string => `urn:li:organization:${id}`;
/** `List(1,2)` of Rest.li. */
export const listIn = (value: string | null): readonly string[] => (/^List\((.*)\)$/.exec(value ?? '')?.[1] ?? '').split(',').map(decodeURIComponent).filter((one) => one !== '');

/** Company pages: who administers them, what they are called, and who follows them. */
export function createOrganisations(member: { readonly sub: string }) {
  const all: Organisation[] = [
    { id: 2_414_183, name: 'Harrow & Clay', vanityName: 'harrow-and-clay', role: 'ADMINISTRATOR', followers: 1204 },
    { id: 5_515_715, name: 'Kiln Street Studios', vanityName: 'kiln-street-studios', role: 'ADMINISTRATOR', followers: 88 },
    { id: 1_337, name: 'Somebody Else Ltd', vanityName: 'somebody-else', role: 'ANALYST', followers: 5 },
  ];
  const shown = ({ id, name, vanityName }: Organisation) => ({ id, localizedName: name, vanityName, name: { localized: { en_US: name }, preferredLocale: { country: 'US', language: 'en' } }, primaryOrganizationType: 'NONE' });

  function acls(query: URLSearchParams): Answer {
    const start = Number(query.get('start') ?? '0');
    const count = Number(query.get('count') ?? '10');
    const role = query.get('role');
    const mine = all.filter((one) => one.role !== null && (role === null || one.role === role));
    const elements = mine.slice(start, start + count).map((one) => ({ role: one.role, state: 'APPROVED', roleAssignee: `urn:li:person:${member.sub}`, organization: organisationUrn(one) }));
    return { status: 200, body: { elements, paging: { start, count, total: mine.length, links: [] } } };
  }

  function handle(method: string, path: string, query: URLSearchParams): Answer | null {
    if (method !== 'GET') return null;
    if (path === '/rest/organizationAcls' && query.get('q') === 'roleAssignee') return acls(query);
    if (path === '/rest/organizationsLookup') {
      const asked = listIn(query.get('ids'));
      const found = all.filter(({ id }) => asked.includes(String(id)));
      return { status: 200, body: { results: Object.fromEntries(found.map((one) => [String(one.id), shown(one)])), statuses: {}, errors: {} } };
    }
    if (path === '/rest/organizations' && query.get('q') === 'vanityName') return { status: 200, body: { elements: all.filter(({ vanityName }) => vanityName === query.get('vanityName')).map(shown) } };
    const id = /^\/rest\/organizations\/(\d+)$/.exec(path)?.[1];
    if (id !== undefined) {
      const found = all.find((one) => String(one.id) === id);
      if (found === undefined) return apiError(404, 'organization not found', { code: 'NOT_FOUND' });
      return found.role === 'ADMINISTRATOR' ? { status: 200, body: shown(found) } : apiError(403, 'Not enough permissions to access: organizations.GET', { code: 'ACCESS_DENIED' });
    }
    const sized = /^\/rest\/networkSizes\/(urn:li:organization:\d+)$/.exec(path)?.[1];
    if (sized !== undefined && query.get('edgeType') === 'COMPANY_FOLLOWED_BY_MEMBER') return { status: 200, body: { firstDegreeSize: all.find((one) => organisationUrn(one) === sized)?.followers ?? 0 } };
    return null;
  }

  return { all, handle, administers: (urn: string): boolean => all.some((one) => organisationUrn(one) === urn && one.role === 'ADMINISTRATOR') };
}

import net from 'node:net';
import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIdentityResolver } from '#electron/connectors/bluesky/identity';
import { createHttp } from '#electron/connectors/http/fetch';
import { fetchLinkCard } from '#electron/connectors/http/link-card';
import { answerOf, failureOf, portOf, useServer } from './support/http-server';
import { realClock } from './support/real-clock';

// The test's server stands for a page on the internet; a second one, on another address of this machine, for a box in the house.
const wire = useServer();
let house: net.Server;
let inHouse = 0;
let names: Record<string, readonly string[]> = {};
let lookups: string[] = [];

beforeEach(async () => {
  [inHouse, names, lookups] = [0, {}, []];
  house = net.createServer((socket) => { inHouse += 1; socket.destroy(); });
  await new Promise<void>((resolve) => { house.listen(0, '127.0.0.2', resolve); });
});
afterEach(() => { house.close(); });

const resolve: LookupFunction = (host, options, callback) => {
  lookups.push(host);
  const all = (names[host] ?? []).map((address) => ({ address, family: net.isIP(address) }));
  const [first] = all;
  if (first === undefined) callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), '');
  else if (options.all === true) callback(null, all);
  else callback(null, first.address, first.family);
};
const http = createHttp({ clock: realClock, userAgent: 'x', resolve, isPublic: (address) => address === '127.0.0.1' || address === '203.0.114.1' });
const leadTo = (location: string): void => { wire.handler = (_request, response) => void response.writeHead(302, { location }).end(); };

describe('a road to public addresses only', () => {
  it('reaches a public page', async () => {
    expect(answerOf(await wire.send({}, { ...http, ...http.publicOnly })).status).toBe(200);
  });

  it('goes no further than a redirect to a name in the house', async () => {
    names = { 'inside.example': ['127.0.0.2'] };
    leadTo(`https://inside.example:${portOf(house)}/`);
    const failure = failureOf(await http.publicOnly.request({ method: 'GET', url: `${wire.base}/x` }));
    expect(failure).toMatchObject({ type: 'refused', detail: 'inside.example is an address of the local network' });
    expect([inHouse, lookups]).toEqual([0, ['inside.example']]);
    // What other roads may do: a server in the house that a person has typed.
    await http.request({ method: 'GET', url: `${wire.base}/x` });
    expect(inHouse).toBe(1);
  });

  it('goes no further when one of several addresses is in the house', async () => {
    names = { 'both.example': ['203.0.114.1', '127.0.0.2'] };
    leadTo(`https://both.example:${portOf(house)}/`);
    expect(failureOf(await http.publicOnly.request({ method: 'GET', url: `${wire.base}/x` })).type).toBe('refused');
    expect(inHouse).toBe(0);
  });

  it('asks for a name once and connects to what it was told: a second answer never counts', async () => {
    names = { 'turning.example': ['127.0.0.1'] };
    leadTo(`https://turning.example:${portOf(house)}/`);
    const turning: LookupFunction = (host, options, callback) => { resolve(host, options, callback); names = { 'turning.example': ['127.0.0.2'] }; };
    const asked = createHttp({ clock: realClock, userAgent: 'x', resolve: turning, isPublic: (address) => address === '127.0.0.1' });
    await asked.publicOnly.request({ method: 'GET', url: `${wire.base}/x` });
    expect([inHouse, lookups]).toEqual([0, ['turning.example']]);
  });

  it('goes to no address in the house, however it is written', async () => {
    for (const host of ['127.0.0.2', '127.2', '0x7f000002', '2130706434', '[::ffff:127.0.0.2]', '[::ffff:7f00:2]', '10.0.0.1', '192.168.1.1', '169.254.169.254', '[fe80::1]', '[fd00::1]', '[::]', '0.0.0.0']) {
      leadTo(`https://${host}:${portOf(house)}/`);
      expect([host, failureOf(await http.publicOnly.request({ method: 'GET', url: `${wire.base}/x` })).type]).toEqual([host, 'refused']);
      await expect(http.publicOnly.fetch(`https://${host}:${portOf(house)}/`)).rejects.toThrow();
    }
    expect(inHouse).toBe(0);
  });

  it('is the road of a link card', async () => {
    names = { 'inside.example': ['127.0.0.2'] };
    leadTo(`https://inside.example:${portOf(house)}/`);
    const uri = `${wire.base}/page`;
    expect(await fetchLinkCard(http.publicOnly, uri, new AbortController().signal, () => true)).toEqual({ uri, title: '127.0.0.1', description: '', image: null });
    expect(inHouse).toBe(0);
  });

  it('is the road of a did:web, but not where the developer settings name a server on this machine', async () => {
    names = { 'inside.example': ['127.0.0.2'] };
    const bases = { plc: wire.base, handleResolver: wire.base, app: wire.base };
    const look = (allowHttp: boolean) => createIdentityResolver({ http, bases: { ...bases, allowHttp } }).identityOf(`did:web:inside.example%3A${portOf(house)}`);
    expect(await look(false)).toMatchObject({ error: { type: 'unreachable', detail: 'inside.example is an address of the local network' } });
    expect(inHouse).toBe(0);
    await look(true);
    expect(inHouse).toBe(1);
  });
});

import { randomBytes } from 'node:crypto';
import type { NetworkId } from '#core/networks';
import { startMastodonDouble } from '#test/connectors/support/mastodon-double';
import { realClock } from '#test/connectors/support/real-clock';
import { startFacebook } from '#test/networks/facebook/server';
import { startInstagram } from '#test/networks/instagram/server';
import { startLinkedin } from '#test/networks/linkedin/server';
import { APP as pinterestApp } from '#test/networks/pinterest/answers';
import { freePort } from '#test/networks/pinterest/free-port';
import { startPinterest } from '#test/networks/pinterest/server';
import { startThreads } from '#test/networks/threads/server';
import { startX } from '#test/networks/x/server';
import { startYoutube } from '#test/networks/youtube/server';
import { startPracticeChild } from '#test/support/practice';
import { startPds } from '#test/support/servers/pds/pds';
import type { Servers } from './data-folder';
import { answerPractice } from './practice-account';

/** A network's server on this machine, and how a person gets an account of it into Linnet. */
export interface LocalNetwork {
  readonly id: NetworkId;
  readonly settings: Servers;
  /** In the list of networks. */
  readonly button: RegExp;
  /** Of several ways to log in. */
  readonly way?: string;
  readonly act?: string;
  /** By their labels. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the person does on the network's page in the browser. Absent: no browser is opened. */
  readonly agree?: (url: string) => Promise<void>;
  /** Of several accounts that one login leads to. */
  readonly choose?: string;
  /** What a post there must have. */
  readonly options?: Readonly<Record<string, string | boolean>>;
  /** What the post has beside its words; a picture where not said. Threads would need a media host. */
  readonly takes?: 'words' | 'film';
  /** The texts of all posts that the server has. */
  readonly posts: () => readonly string[] | Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** A browser whose user agrees; it follows wherever it is led. */
const agree = async (url: string): Promise<void> => { await fetch(url); };

/** All but TikTok, whose posts a person must agree to one by one in the window (tiktok.test.ts). */
const starters: readonly (() => Promise<LocalNetwork>)[] = [
  async () => {
    const practice = await startPracticeChild({ dataFile: null, reactionSpeed: 0.001 });
    return {
      id: 'practice', settings: { practice: { url: practice.url, secret: practice.secret } }, button: /^Practice network/, act: 'Log in to the practice network', fields: {},
      agree: async (url) => { await answerPractice(url, { newAccount: 'Wren' }); }, posts: async () => (await practice.admin.posts()).map(({ text }) => text), close: practice.stop,
    };
  },
  async () => {
    const pds = await startPds();
    const { did, handle, accessJwt } = await pds.addAccount(`wren${randomBytes(2).toString('hex')}`, 'a-good-password');
    return {
      id: 'bluesky', settings: { bluesky: { plc: pds.plc, handleResolver: pds.url } }, button: /^Bluesky/, way: 'App password', act: 'Connect',
      fields: { Handle: handle, 'App password': await pds.appPassword(accessJwt) }, posts: async () => (await pds.posts(did)).map(({ value }) => value.text), close: pds.close,
    };
  },
  async () => {
    const double = await startMastodonDouble(realClock);
    return { id: 'mastodon', settings: {}, button: /^Mastodon/, fields: { Server: double.url }, agree, posts: () => double.posts.map(({ text }) => text), close: double.close };
  },
  async () => {
    const port = await freePort();
    const server = await startX(realClock, [`http://127.0.0.1:${port}/callback`]);
    return {
      id: 'x', settings: { x: { api: server.url, web: server.url } }, button: /^X/, agree, posts: () => server.posts.map(({ text }) => text), close: server.close,
      fields: { 'Client ID of your app': server.confidential.clientId, 'Client secret': server.confidential.clientSecret, 'Port of the redirect': String(port) },
    };
  },
  async () => {
    const server = await startFacebook(realClock);
    return {
      id: 'facebook', settings: { facebook: { url: server.url } }, button: /^Facebook/, fields: { 'App ID': server.oauth.app.clientId, 'App secret': server.oauth.app.clientSecret }, agree, choose: 'Harrow & Clay',
      posts: () => server.posts.map(({ message }) => message), close: server.close,
    };
  },
  async () => {
    const server = await startInstagram(realClock);
    return {
      id: 'instagram', settings: { instagram: { url: server.url } }, button: /^Instagram/, way: 'By its Page', fields: { 'App ID': server.oauth.app.clientId, 'App secret': server.oauth.app.clientSecret }, agree, choose: 'harrowandclay',
      posts: () => server.posts.map(({ caption }) => caption), close: server.close,
    };
  },
  async () => {
    const server = await startThreads(realClock);
    const { clientId, clientSecret, redirect } = server.oauth.app;
    return {
      id: 'threads', settings: { threads: { url: server.url } }, button: /^Threads/, act: 'Open the login page', fields: { 'Threads app ID': clientId, 'Threads app secret': clientSecret, Redirect: redirect }, takes: 'words',
      // It opens in a window of Linnet, which catches the way back.
      posts: () => server.posts.map(({ text }) => text), close: server.close,
    };
  },
  async () => {
    const port = await freePort();
    const server = await startLinkedin(realClock);
    server.login.redirects.push(`http://localhost:${port}/callback`);
    return {
      id: 'linkedin', settings: { linkedin: { api: server.url, web: server.url } }, button: /^LinkedIn/, fields: { 'Client ID': server.app.clientId, 'Primary client secret': server.app.clientSecret, Port: String(port) }, agree,
      posts: () => server.posts.map(({ text }) => text), close: server.close,
    };
  },
  async () => {
    const server = await startPinterest(realClock);
    return {
      id: 'pinterest', settings: { pinterest: { url: server.url } }, button: /^Pinterest/, fields: { 'App ID': pinterestApp.id, 'App secret key': pinterestApp.secret, Port: String(await freePort()) }, agree,
      options: { board: '700001' }, posts: () => server.pins.map(({ description }) => description ?? ''), close: server.close,
    };
  },
  async () => {
    const server = await startYoutube(realClock);
    return {
      id: 'youtube', settings: { youtube: { url: server.url } }, button: /^YouTube/, fields: { 'Client ID': server.app.clientId, 'Client secret': server.app.clientSecret }, agree, takes: 'film',
      options: { title: 'The kiln', madeForKids: 'no' }, posts: () => server.videos.map(({ snippet }) => String(snippet['description'])), close: server.close,
    };
  },
];

/** One after the other, which a slow machine bears better. */
export async function startLocalNetworks(): Promise<readonly LocalNetwork[]> {
  const started: LocalNetwork[] = [];
  for (const start of starters) started.push(await start());
  return started;
}

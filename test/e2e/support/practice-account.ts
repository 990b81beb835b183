import { randomUUID } from 'node:crypto';
import type { Account } from '#core/contract/accounts';
import type { OpenedPages } from './browser';
import { good, type Linnet } from './contract';

type Who = { readonly newAccount: string } | { readonly handle: string };

/** The person at the practice network's consent page, without a browser. */
export async function answerPractice(url: string, who: Who, decision: 'allow' | 'deny' = 'allow'): Promise<void> {
  const page = await fetch(url);
  const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const fields = new URLSearchParams([...(await page.text()).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1] ?? '', (m[2] ?? '').replaceAll('&amp;', '&')]));
  for (const [field, value] of Object.entries('handle' in who ? { account: who.handle.replace(/^@/, ''), decision } : { account: 'new', name: who.newAccount, decision })) fields.set(field, value);
  const { origin } = new URL(url);
  const answer = await fetch(`${origin}/oauth/authorize`, { method: 'POST', body: fields, redirect: 'manual', headers: { cookie, origin } });
  const back = answer.headers.get('location');
  if (back === null) throw new Error(`the practice network did not send the browser back: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  await fetch(back);
}

/** Connects a new account of the practice network through the app's real login. */
export async function connectPractice(linnet: Linnet, browser: OpenedPages, brandId: string, name: string): Promise<Account> {
  const connected = linnet.accounts.connect({ loginId: randomUUID(), brandId, network: 'practice', method: 'oauth', fields: {} });
  await answerPractice(await browser.next(), { newAccount: name });
  return good(await connected);
}

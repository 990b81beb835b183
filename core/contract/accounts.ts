import { oc } from '@orpc/contract';
import * as z from 'zod';
import { allowanceSchema } from '#core/networks';
import { activityCode, id, json, jsonObject, millis, networkId, resultOf } from './shapes';

export const accountLimits = z.custom<import('#core/networks').AccountLimits>((v) => typeof v === 'object' && v !== null);

export const account = z.object({
  id, brandId: id, network: networkId, remoteId: z.string(), serverUrl: z.string(), handle: z.string(), displayName: z.string(), profileUrl: z.string(),
  avatarAssetId: id.nullable(), followers: z.number().nullable(), loginMethod: z.enum(['oauth', 'oauth-page', 'app-password']),
  /** What the Accounts screen says; worked out from health, expiry and pause. */
  status: z.enum(['ok', 'expiring', 'signed-out', 'disconnected', 'paused']),
  scopes: z.array(z.string()), missingScopes: z.array(z.string()), limits: accountLimits.nullable(),
  /** When a person has to sign in again; null: never, or nobody knows. */
  expiresAt: millis.nullable(), renewsItself: z.boolean(), lastOkAt: millis.nullable(), lastErrorAt: millis.nullable(), lastErrorCode: z.string().nullable(),
  pausedAt: millis.nullable(), nativeHandover: z.boolean(), canNativeSchedule: z.boolean(), connectedAt: millis,
  /** What the network itself said it still takes; empty where it says nothing. */
  allowances: z.array(allowanceSchema),
  /** This month, in the network's currency; null where sending is free. */
  spent: z.object({ currency: z.string(), amount: z.number() }).nullable(),
  /** Publications that wait for this account. */
  waiting: z.number().int(),
  postsToday: z.number().int(),
  /** Publications that are due today and not out yet; none of them on hold. */
  leftToday: z.number().int(),
});
export type Account = z.infer<typeof account>;

const connected = account.extend({ /** Handles of what else was chosen in the same login. */ others: z.array(z.string()) });
export type ConnectedAccount = z.infer<typeof connected>;

export const loginMethod = z.object({
  id: z.enum(['oauth', 'oauth-page', 'app-password']),
  fields: z.array(z.object({ id: z.string(), kind: z.enum(['text', 'password']), required: z.boolean() })),
});
export const connectable = z.object({ network: networkId, methods: z.array(loginMethod), abilities: z.object({ nativeSchedule: z.boolean(), metrics: z.boolean(), inbox: z.boolean() }) });
export type Connectable = z.infer<typeof connectable>;

/** An account whose app another login can use; of what is kept with it only the names of the fields. */
const appKeySource = z.object({ accountId: id, name: z.string(), kept: z.array(z.object({ method: z.enum(['oauth', 'oauth-page', 'app-password']), fields: z.array(z.string()) })) });
export type AppKeySource = z.infer<typeof appKeySource>;

export const destination = z.object({ id: z.string(), name: z.string() });
export type Destination = z.infer<typeof destination>;
/** What a network says just now of posts by an account, where it must be asked before each of them. */
const postTerms = z.object({
  name: z.string(), handle: z.string(),
  /** By option, the only values it takes. */
  choices: z.record(z.string(), z.array(z.string())),
  /** Options that the account itself has switched off for all its posts. */
  off: z.array(z.string()), maxVideoMs: z.number().nullable(),
  /** False: no more posts for now. */
  open: z.boolean(),
});
export type PostTermsView = z.infer<typeof postTerms>;
const parent = z.string().max(60).nullable();

export const slot = z.object({ weekday: z.number().int().min(1).max(7), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) });

export const activityEntry = z.object({
  id, at: millis, code: activityCode, accountId: id.nullable(), postId: id.nullable(), publicationId: id.nullable(),
  params: jsonObject, answer: json.nullable(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

export const accounts = {
  list: oc.input(z.object({ brandId: id })).output(z.array(account)),
  networks: oc.output(z.array(connectable)),
  /** With `accountId`, the account that is connected again, its own come first. */
  appKeys: oc.input(z.object({ network: networkId, accountId: id.optional() })).output(z.array(appKeySource)),
  /**
   * Resolves when the login has ended, one way or the other; may take minutes while a person is in the browser.
   * `loginId` is made by the window, so that it can cancel. With `accountId` it reconnects that account and keeps queue and history.
   * With `appOf` the app keys kept with that account stand in for those that were not typed.
   */
  connect: oc.input(z.object({
    loginId: id, brandId: id, network: networkId, method: z.enum(['oauth', 'oauth-page', 'app-password']),
    fields: z.record(z.string().max(60), z.string().max(2_000)), accountId: id.optional(), appOf: id.optional(),
  })).output(resultOf(connected)),
  cancelConnect: oc.input(z.object({ loginId: id })).output(z.null()),
  /** Opens the login page again when the browser tab was closed; where it is in a window of Linnet, that comes to the front. */
  reopenLogin: oc.input(z.object({ loginId: id })).output(resultOf(z.null())),
  /** The login goes on in a window of Linnet. */
  loginInWindow: oc.input(z.object({ loginId: id })).output(z.boolean()),
  /** Goes on in the browser instead; what that ends on is pasted. */
  loginToBrowser: oc.input(z.object({ loginId: id })).output(resultOf(z.null())),
  /** The address of the login page, to open by hand; `opened` is false where the system could not open it. Null before there is one. */
  loginPage: oc.input(z.object({ loginId: id })).output(z.object({ url: z.string(), opened: z.boolean() }).nullable()),
  /** Where one login leads to several accounts: those of which the person is to choose; null while there is nothing to choose. `connected`: an account of the brand already, and signed in. */
  loginChoices: oc.input(z.object({ loginId: id })).output(z.array(z.object({ id: z.string(), name: z.string(), connected: z.boolean() })).nullable()),
  chooseInLogin: oc.input(z.object({ loginId: id, ids: z.array(z.string().max(200)).min(1).max(1000) })).output(resultOf(z.null())),
  test: oc.input(z.object({ id })).output(resultOf(account)),
  setPaused: oc.input(z.object({ id, paused: z.boolean() })).output(resultOf(account)),
  setNativeHandover: oc.input(z.object({ id, on: z.boolean() })).output(resultOf(account)),
  /** Signs out and forgets the tokens; queue and history stay. */
  disconnect: oc.input(z.object({ id })).output(resultOf(account)),
  /** To the bin: what waits there is put on hold, history stays. */
  remove: oc.input(z.object({ id })).output(resultOf(z.null())),
  /** Places within an account that a post can go to, asked of the network; `parent` is the place they lie in. */
  destinations: {
    list: oc.input(z.object({ accountId: id, parent })).output(resultOf(z.array(destination))),
    create: oc.input(z.object({ accountId: id, parent, name: z.string().min(1).max(180) })).output(resultOf(destination)),
  },
  /** Asked of the network each time. */
  terms: oc.input(z.object({ accountId: id })).output(resultOf(postTerms)),
  activity: oc.input(z.object({ id, limit: z.number().int().min(1).max(500).default(50) })).output(z.array(activityEntry)),
  slots: {
    list: oc.input(z.object({ accountId: id })).output(z.array(slot)),
    set: oc.input(z.object({ accountId: id, slots: z.array(slot).max(200) })).output(resultOf(z.array(slot))),
  },
};

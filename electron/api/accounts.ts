import type { ActivityEntry } from '#core/contract/accounts';
import { ok } from '#core/result';
import type { Id } from '#core/ids';
import type { AppKeys } from '../features/accounts/app-keys';
import type { Accounts } from '../features/accounts/accounts';
import type { Destinations } from '../features/accounts/destinations';
import type { createTerms } from '../features/accounts/terms';
import type { Logins } from '../features/accounts/connect';
import { os } from './os';

export function createAccountsApi(deps: {
  readonly accounts: Accounts;
  readonly logins: Logins;
  readonly appKeys: AppKeys;
  readonly destinations: Destinations;
  readonly terms: ReturnType<typeof createTerms>;
  readonly activityOf: (accountId: Id, limit: number) => readonly ActivityEntry[];
}) {
  const { accounts, logins } = deps;
  return {
    list: os.accounts.list.handler(({ input }) => [...accounts.list(input.brandId)]),
    networks: os.accounts.networks.handler(() => accounts.networks()),
    appKeys: os.accounts.appKeys.handler(({ input }) => deps.appKeys.sources(input.network, input.accountId ?? null)),
    connect: os.accounts.connect.handler(async ({ input }) => {
      const connected = await logins.connect(input);
      if (!connected.ok) return connected;
      const one = accounts.one(connected.value.id);
      return one.ok ? ok({ ...one.value, others: connected.value.others.map(({ handle }) => handle) }) : one;
    }),
    cancelConnect: os.accounts.cancelConnect.handler(({ input }) => { logins.cancel(input.loginId); return null; }),
    reopenLogin: os.accounts.reopenLogin.handler(({ input }) => logins.reopen(input.loginId)),
    loginInWindow: os.accounts.loginInWindow.handler(({ input }) => logins.isInWindow(input.loginId)),
    loginToBrowser: os.accounts.loginToBrowser.handler(({ input }) => logins.toBrowser(input.loginId)),
    loginPage: os.accounts.loginPage.handler(({ input }) => logins.page(input.loginId)),
    loginChoices: os.accounts.loginChoices.handler(({ input }) => { const choices = logins.choices(input.loginId); return choices === null ? null : [...choices]; }),
    chooseInLogin: os.accounts.chooseInLogin.handler(({ input }) => logins.choose(input.loginId, input.ids)),
    test: os.accounts.test.handler(({ input }) => accounts.test(input.id)),
    setPaused: os.accounts.setPaused.handler(({ input }) => accounts.setPaused(input.id, input.paused)),
    setNativeHandover: os.accounts.setNativeHandover.handler(({ input }) => accounts.setNativeHandover(input.id, input.on)),
    disconnect: os.accounts.disconnect.handler(({ input }) => accounts.disconnect(input.id)),
    remove: os.accounts.remove.handler(({ input }) => accounts.remove(input.id)),
    destinations: {
      list: os.accounts.destinations.list.handler(({ input }) => deps.destinations.list(input.accountId, input.parent)),
      create: os.accounts.destinations.create.handler(({ input }) => deps.destinations.create(input.accountId, input.parent, input.name)),
    },
    terms: os.accounts.terms.handler(({ input }) => deps.terms(input.accountId)),
    activity: os.accounts.activity.handler(({ input }) => [...deps.activityOf(input.id, input.limit)]),
    slots: {
      list: os.accounts.slots.list.handler(({ input }) => [...accounts.slots(input.accountId)]),
      set: os.accounts.slots.set.handler(({ input }) => {
        const saved = accounts.setSlots(input.accountId, input.slots);
        return saved.ok ? ok([...saved.value]) : saved;
      }),
    },
  };
}

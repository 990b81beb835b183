import { standingIn } from '#core/app-keys';
import type { AppKeySource } from '#core/contract/accounts';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { ConnectorRegistry } from '#electron/connectors/ports/connector';
import type { LoginMethod } from '#electron/connectors/ports/login';
import type { AccountRow, AccountStore } from './account-store';
import { secretName, type SecretPort } from './sessions';

type Fields = Readonly<Record<string, string>>;

/** The keys of a person's own app at a network, which lie sealed with each account that was connected by it. */
export interface AppKeys {
  /**
   * The accounts whose app a login at that network can use, one for each app, and the names of what is kept; never a value of it.
   * The account that is connected again comes first. Empty while the keyring or vault is shut.
   */
  readonly sources: (network: NetworkId, accountId: Id | null) => AppKeySource[];
  /** What was typed, and in its gaps what is kept with the account `of`. */
  readonly fill: (network: NetworkId, method: LoginMethod, of: Id | null, typed: Fields) => Fields;
}

export function createAppKeys({ store, secrets, connectors }: {
  readonly store: Pick<AccountStore, 'byId' | 'all'>;
  readonly secrets: Pick<SecretPort, 'get'>;
  readonly connectors: ConnectorRegistry;
}): AppKeys {
  function keptBy(account: AccountRow, method: LoginMethod): Fields {
    const secret = method.kept === undefined ? null : secrets.get(secretName(account.id));
    if (method.kept === undefined || secret === null || !secret.ok || secret.value === null) return {};
    const known = method.kept(secret.value);
    return Object.fromEntries(method.fields.flatMap(({ id }) => ((known[id] ?? '') === '' ? [] : [[id, known[id] ?? '']])));
  }

  return {
    sources: (network, accountId) => {
      const methods = (connectors.get(network)?.login ?? []).filter(({ kept }) => kept !== undefined);
      if (methods.length === 0) return [];
      const accounts = store.all().filter((account) => account.network === network);
      const seen = new Set<string>();
      return accounts.toSorted((a, b) => Number(b.id === accountId) - Number(a.id === accountId)).flatMap((account) => {
        const kept = methods.map((method) => ({ method: method.id, values: keptBy(account, method) })).filter(({ values }) => Object.keys(values).length > 0);
        const app = JSON.stringify(kept);
        if (kept.length === 0 || seen.has(app)) return [];
        seen.add(app);
        return [{ accountId: account.id, name: account.handle, kept: kept.map(({ method, values }) => ({ method, fields: Object.keys(values) })) }];
      });
    },
    fill: (network, method, of, typed) => {
      const account = of === null ? null : store.byId(of);
      if (account === null || account.deletedAt !== null || account.network !== network) return typed;
      const kept = keptBy(account, method);
      return { ...typed, ...Object.fromEntries(standingIn(Object.keys(kept), typed).map((field) => [field, kept[field] ?? ''])) };
    },
  };
}

import { IconCheck, IconX } from '@tabler/icons-react';
import type { Account } from '#core/contract/accounts';
import { Icon } from '#renderer/components/icon';
import { scopeWords } from '#renderer/messages/scopes';

/** What the login lets Linnet do, and what it does not. */
export function Permissions({ account }: { readonly account: Account }) {
  const { missingScopes } = account;
  // An app password has no list: it may do all of this.
  const scopes = account.scopes.length === 0 && account.loginMethod === 'app-password' ? ['app-password'] : account.scopes;
  const all = scopes.length + missingScopes.length;
  if (all === 0) return null;
  return (
    <section className="detail-part">
      <div className="sec"><h3>What Linnet may do</h3>{missingScopes.length > 0 && <span className="n">{scopes.length} of {all}</span>}</div>
      <ul className="permissions">
        {scopes.map((scope) => <Permission key={scope} scope={scope} granted />)}
        {missingScopes.map((scope) => <Permission key={scope} scope={scope} granted={false} />)}
      </ul>
    </section>
  );
}

function Permission({ scope, granted }: { readonly scope: string; readonly granted: boolean }) {
  const may = scopeWords(scope);
  return (
    <li>
      <Icon of={granted ? IconCheck : IconX} className={granted ? 'success-text' : 't3'} />
      <div className="grow"><p className={granted ? '' : 't2'}>{may}</p><p className="small t2">{granted ? (may === scope || scope === 'app-password' ? '' : scope) : 'not allowed; reconnect to allow it'}</p></div>
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import { orpc } from '#renderer/api/client';
import { LoginForm, type LoginFormProps } from './login-form';

/** The form, once it is known whose app keys are kept. Where nobody can tell, everything is typed. */
export function LoginStep(props: Omit<LoginFormProps, 'apps'>) {
  const { network } = props.connectable;
  const apps = useQuery(orpc.accounts.appKeys.queryOptions({ input: { network, ...(props.account === undefined ? {} : { accountId: props.account.id }) } }));
  return apps.isPending ? null : <LoginForm {...props} apps={apps.data ?? []} />;
}

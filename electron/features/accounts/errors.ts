import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { LoginError } from '#electron/connectors/ports/login';
import { appError, type AppError } from '#core/errors';
import { assertNever } from '#core/result';

export function loginAppError(error: LoginError): AppError {
  switch (error.type) {
    case 'cancelled': return appError('login-cancelled');
    case 'timed-out': return appError('login-timed-out');
    case 'denied': return appError('login-denied');
    case 'forged': return appError('login-forged', undefined, error.detail);
    case 'not-found': return appError('login-not-found', undefined, error.detail);
    case 'wrong-password': return appError('login-wrong-password');
    case 'no-account': return appError('login-no-account', undefined, error.detail);
    case 'account-closed': return appError('login-account-closed', undefined, error.detail);
    case 'bad-input': return appError('login-bad-input', { field: error.field });
    case 'unreachable': return error.port === undefined ? appError('login-unreachable', undefined, error.detail) : appError('login-port-taken', { port: error.port }, error.detail);
    case 'server-lied': return appError('login-server-lied', undefined, error.detail);
    default: return assertNever(error);
  }
}

export function connectorAppError(error: ConnectorError): AppError {
  switch (error.type) {
    case 'reauth': return appError('signed-out', undefined, error.answer?.body);
    case 'rate-limited': return appError('rate-limited', { retryAt: error.retryAt }, error.answer?.body);
    case 'rejected': return appError('network-refused', { reason: error.reason }, error.detail);
    case 'unavailable': return appError('network-unavailable', undefined, error.detail);
    case 'unknown': return appError('outcome-unknown', undefined, error.detail);
    case 'aborted': return appError('login-cancelled');
    default: return assertNever(error);
  }
}

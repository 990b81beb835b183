import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';

/** What was asked for is not there, or not there any more. */
export const isGone = (error: ConnectorError): boolean => error.type === 'rejected' && error.reason === 'not-found';

/** The network's own words in an error, to be spread into another one or into an outcome. */
export const answerOf = (error: ConnectorError): { readonly answer?: NetworkAnswer } => ('answer' in error && error.answer !== undefined ? { answer: error.answer } : {});

/** Null where no answer came. */
export const statusOf = (error: ConnectorError): number | null => answerOf(error).answer?.status ?? null;

/** The same answer, taken for "this login is dead": where a network says that in other words than `oauth/token.ts` knows. */
export const asDeadLogin = (error: ConnectorError): ConnectorError => ({ type: 'reauth', ...answerOf(error) });

/**
 * The OAuth library brings four megabytes of script, three HTTP clients among them: reading them took a third of the
 * app's start. They are loaded by the first login or call that needs them.
 */
export const loadOauth = () => import('./oauth-client');
export type Oauth = Awaited<ReturnType<typeof loadOauth>>;

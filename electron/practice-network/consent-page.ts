import type { Reply } from './exchange';
import type { Person } from './store/people';

/** Loopback redirects must be named: browsers hold `form-action` against where a form's answer leads, too. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' http://127.0.0.1:* http://localhost:* http://[::1]:*; frame-ancestors 'none'; base-uri 'none'";

export const html = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...headers,
  },
  body,
});

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

export const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)} · Practice network</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">Practice network</a><span>lives on this computer only</span></header>
<main>
${main}
</main>
</body>
</html>
`;

export const messagePage = (title: string, text: string): string => page(title, `<h1>${escape(title)}</h1><p>${escape(text)}</p>`);

export interface Consent {
  readonly clientName: string;
  readonly people: readonly Person[];
  readonly fields: Readonly<Record<string, string>>;
  readonly complaint: string | null;
  /** Handle to offer first. */
  readonly chosen: string | null;
}

/** Who is asking, for what, and as whom; two buttons. Works without a line of script. */
export function consentPage({ clientName, people, fields, complaint, chosen }: Consent): string {
  const first = people.find((p) => p.handle === chosen) ?? people[0];
  const hidden = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`);
  const choices = people.map(
    (p) => `<label class="who"><input type="radio" name="account" value="${escape(p.handle)}"${p === first && chosen !== 'new' ? ' checked' : ''}>
<img src="/avatars/${escape(p.handle)}" alt="" width="32" height="32"><span><b>${escape(p.name)}</b><small>@${escape(p.handle)}</small></span></label>`,
  );
  const isNew = first === undefined || chosen === 'new';
  return page(
    'Allow access',
    `<form method="post" action="/oauth/authorize" class="consent">
<h1>Let ${escape(clientName)} use an account here?</h1>
<p>It will be able to read your profile, posts and comments, and to publish and delete posts. You can take this back at any time.</p>
${complaint === null ? '' : `<p class="complaint" role="alert">${escape(complaint)}</p>`}
${hidden.join('\n')}
<fieldset><legend>As whom</legend>
${choices.join('\n')}
<label class="who"><input type="radio" name="account" value="new"${isNew ? ' checked' : ''}><span><b>A new account</b></span></label>
<label class="name">Name of the new account<input type="text" name="name" maxlength="60" autocomplete="off" placeholder="Your studio or shop"></label>
</fieldset>
<div class="buttons"><button name="decision" value="allow" class="primary">Allow</button><button name="decision" value="deny">Deny</button></div>
</form>`,
  );
}

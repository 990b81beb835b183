/** `transition:generic` is posts, blobs and reading through the app view; granular scopes are not offered by every server yet. Checked 2026-11-22. */
export const SCOPE = 'atproto transition:generic';

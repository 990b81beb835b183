import { root } from './runtime/paths.mjs';

/** `#core/…` and the like for Vite; tsconfig.json says the same for TypeScript, Playwright and dependency-cruiser. */
export const aliases = [{ find: /^#(core|db|electron|renderer|test)\//, replacement: `${root}/$1/` }];

/**
 * Stands in for ajv, which electron-store brings along for stores with a JSON schema. Ours have none: what they hold is
 * read by our own shapes. A fifth of the main script, read at every start, was ajv. See electron.vite.config.ts.
 */
export class Ajv2020 {
  constructor() {
    throw new Error('A store with a JSON schema needs ajv: take its stand-in out of electron.vite.config.ts');
  }
}

/** ajv-formats' own export. */
export default Ajv2020;

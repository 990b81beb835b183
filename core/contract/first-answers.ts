/**
 * An answer that goes to a new window together with its port, before the window has asked. They cross as one JSON text:
 * a list of these.
 */
export interface FirstAnswer {
  /** The procedure's place in the contract, such as `['brands', 'list']`. */
  readonly path: readonly string[];
  readonly input?: unknown;
  readonly output: unknown;
}

/**
 * An answer that goes to a new window before the window has asked. They cross as JSON texts, each a list of these: one
 * together with the port, with what the frame of the window needs, and one a moment later with what its screen needs.
 */
export interface FirstAnswer {
  /** The procedure's place in the contract, such as `['brands', 'list']`. */
  readonly path: readonly string[];
  readonly input?: unknown;
  readonly output: unknown;
}

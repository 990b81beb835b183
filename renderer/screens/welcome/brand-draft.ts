import type { Colour } from '#core/contract/shapes';

/** A brand that is being thought of. */
export interface BrandDraft {
  readonly name: string;
  readonly timeZone: string;
  readonly colour: Colour;
}

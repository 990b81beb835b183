import { parsePlace, type Place } from './place';

/** Where each brand's calendar was, and whose the address is. */
export interface PlaceMemory {
  /**
   * The place that an address means in a brand. A bare one leads back to where the person was; one that was another
   * brand's keeps its view and day alone, for a filter and an open publication are that brand's own.
   */
  readonly read: (address: string, brandId: string, home: Place) => Place;
  /** The brand's calendar is there now. */
  readonly keep: (address: string, brandId: string, place: Place) => void;
}

export function createPlaceMemory(): PlaceMemory {
  const places = new Map<string, Place>();
  let last: { readonly address: string; readonly brandId: string } | null = null;
  return {
    read: (address, brandId, home) => {
      const before = places.get(brandId) ?? home;
      const named = parsePlace(address, before);
      const strange = last !== null && last.address === address && last.brandId !== brandId;
      return strange ? { ...named, filter: before.filter, open: null } : named;
    },
    keep: (address, brandId, place) => {
      last = { address, brandId };
      places.set(brandId, { ...place, open: null });
    },
  };
}

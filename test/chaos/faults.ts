import type { Fault, SeenRequest } from '#test/connectors/support/fault-proxy';
import type { ChaosNetwork } from './networks/network';

/** What goes wrong on the line to a network's local server, a few times and by chance, both from the seed. */
export interface LineFault {
  readonly on: 'commit' | 'upload' | 'any';
  readonly kind: 'reset' | 'lose' | 'cut' | 'spoil' | 'refuse' | 'limit' | 'slow-there' | 'slow-back' | 'partial';
  readonly ms?: number;
}

/** No later than the engine of the run believes (`--settle-ms`). */
export const lineFaults: readonly LineFault[] = [
  { on: 'commit', kind: 'reset' }, { on: 'commit', kind: 'lose' }, { on: 'commit', kind: 'cut' }, { on: 'commit', kind: 'spoil' }, { on: 'commit', kind: 'refuse' }, { on: 'commit', kind: 'limit' },
  { on: 'commit', kind: 'slow-back', ms: 1500 }, { on: 'commit', kind: 'slow-there', ms: 2500 }, { on: 'upload', kind: 'reset' }, { on: 'upload', kind: 'lose' }, { on: 'upload', kind: 'partial' },
  { on: 'upload', kind: 'refuse' }, { on: 'upload', kind: 'slow-back', ms: 1500 }, { on: 'any', kind: 'slow-back', ms: 400 }, { on: 'any', kind: 'reset' }, { on: 'any', kind: 'refuse' }, { on: 'any', kind: 'limit' },
];

export function fitsOf(network: ChaosNetwork, { on }: LineFault): (request: SeenRequest) => boolean {
  return on === 'commit' ? network.isCommit : on === 'upload' ? network.isUpload : () => true;
}

export function faultOf(network: ChaosNetwork, { kind, ms = 1000 }: LineFault): Fault {
  switch (kind) {
    case 'spoil': return { kind, status: 502, body: 'Bad gateway' };
    case 'refuse': return { kind: 'answer', status: 503, body: '{"error":"Out of order"}' };
    case 'limit': return network.limited();
    case 'slow-there': case 'slow-back': return { kind, ms };
    default: return { kind };
  }
}

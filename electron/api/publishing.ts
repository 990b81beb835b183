import type { Desk } from '../features/publishing/desk';
import { os } from './os';

/** `publishing` of the contract over the publishing desk. */
export function createPublishingApi(desk: Desk) {
  return {
    status: os.publishing.status.handler(() => desk.status()),
    pauseAll: os.publishing.pauseAll.handler(() => desk.pauseAll()),
    resumeAll: os.publishing.resumeAll.handler(() => desk.resumeAll()),
    publication: os.publishing.publication.handler(({ input }) => desk.publication(input.id)),
    lookNow: os.publishing.lookNow.handler(({ input }) => desk.lookNow(input.id)),
    decide: os.publishing.decide.handler(({ input }) => desk.decide(input.id, input.decision, input.permalink ?? null)),
    missed: os.publishing.missed.handler(({ input }) => desk.missed(input.id, input.decision)),
    retry: os.publishing.retry.handler(({ input }) => desk.retry(input.id)),
    removeFromNetwork: os.publishing.removeFromNetwork.handler(({ input }) => desk.removeFromNetwork(input.id)),
    editOnNetwork: os.publishing.editOnNetwork.handler(({ input: { id, ...wanted } }) => desk.editOnNetwork(id, wanted)),
    readMetrics: os.publishing.readMetrics.handler(({ input }) => desk.readMetrics(input.brandId)),
    today: os.publishing.today.handler(({ input }) => desk.today(input.brandId)),
    recent: os.publishing.recent.handler(({ input }) => [...desk.recent(input.brandId, input.limit)]),
    activity: os.publishing.activity.handler(({ input }) => desk.activity(input.brandId, input.before ?? null, input.limit)),
  };
}

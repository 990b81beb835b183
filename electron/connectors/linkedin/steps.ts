/** Names under which publishing saves what it has done. */
export const ARTICLE_STEP = 'article';
export const THUMB_STEP = 'article:thumb';
/** The commit call has left, and no answer has said that it did nothing. */
export const SENT_STEP = 'sent';

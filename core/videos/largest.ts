/** Bytes of the largest video that comes into the library: what the most generous of our networks but YouTube takes. It is never held in memory whole. */
export const MAX_VIDEO_BYTES = 4_294_967_296;

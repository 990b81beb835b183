/**
 * For processes that hold large pictures, on Linux. glibc keeps a heap for each thread of Node's pool and gives little of it
 * back: whichever threads the large pictures happened to be read on then keep their room, in all up to half of what the
 * process ever needed. With one heap it is used again.
 */
export const ONE_ARENA: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1' };

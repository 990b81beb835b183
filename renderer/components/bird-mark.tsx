/** Linnet's own mark: the bird, with its red breast. */
export const BirdMark = ({ size = 20 }: { readonly size?: number }) => (
  <svg viewBox="0 0 24 24" style={{ flex: 'none', display: 'block', width: `${size / 16}rem`, height: `${size / 16}rem` }} aria-hidden="true">
    <path d="M2.4 9.3 6 8.1C6.7 5.6 8.7 4 11.2 4c3 0 5 2 5.6 5l5.2 8.6-6.2-2.200C14.6 18.3 12.3 20 9.6 20 6 20 4.4 16.9 4.7 13.700c.1-1.4.5-2.5.8-3.400z" fill="currentColor" />
    <path d="M5.5 10.300c2.8.8 4.6 2.9 4.5 5.6 0 1.6-.6 3-1.5 4C5.5 19.4 4.4 16.7 4.7 13.700c.1-1.4.5-2.5.8-3.400z" fill="#c8425f" />
    <circle cx="9.6" cy="8" r="1" fill="var(--surface)" />
  </svg>
);

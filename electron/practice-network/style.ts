/** The look of the pages; light and dark by the browser's own wish. */
export const STYLE = `:root { color-scheme: light dark; --surface: #fff; --canvas: #f6f6f4; --line: #e0e0dd; --text: #171d1e; --text-2: #525657; --accent: #076474; --on-accent: #fff; --danger: #a52425; }
@media (prefers-color-scheme: dark) { :root { --surface: #131719; --canvas: #0d1112; --line: #2e3234; --text: #edf1f2; --text-2: #a6aaab; --accent: #32a1b4; --on-accent: #070c0e; --danger: #ffa097; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; gap: 12px; align-items: baseline; padding: 14px 20px; border-bottom: 1px solid var(--line); background: var(--surface); }
header a { font-weight: 640; color: inherit; text-decoration: none; }
header span, small, .time, .counts, .profile p { color: var(--text-2); }
main { max-width: 600px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 22px; line-height: 28px; margin: 0 0 8px; }
a { color: var(--accent); }
article, .consent { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 16px; margin: 0 0 12px; }
.reply { margin-left: 32px; }
.by { display: flex; gap: 10px; align-items: center; }
.by img, .who img, .profile img { border-radius: 50%; }
.by a { color: inherit; text-decoration: none; }
.by .time { margin-left: auto; font-size: 13px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 10px 0; }
.link { color: var(--accent); }
.pictures { display: grid; gap: 4px; grid-template-columns: 1fr 1fr; }
.pictures.n1 { grid-template-columns: 1fr; }
.pictures img { width: 100%; aspect-ratio: 4 / 3; object-fit: cover; border-radius: 7px; }
.counts { font-size: 13px; margin: 10px 0 0; font-variant-numeric: tabular-nums; }
.profile { display: flex; gap: 16px; align-items: center; margin-bottom: 20px; }
.profile p { margin: 0; }
.consent { padding: 24px; }
fieldset { border: 0; padding: 0; margin: 16px 0; }
legend { font-weight: 600; padding: 0; margin-bottom: 4px; }
.who { display: flex; gap: 12px; align-items: center; padding: 8px 0; }
.who span { display: flex; flex-direction: column; line-height: 1.3; }
.name { display: block; color: var(--text-2); font-size: 13px; margin-left: 26px; }
.name input { display: block; width: 100%; margin-top: 4px; padding: 7px 10px; font: inherit; font-size: 15px; border: 1px solid #93928e; border-radius: 5px; background: var(--surface); color: var(--text); }
.complaint { color: var(--danger); }
.buttons { display: flex; gap: 8px; }
button { font: inherit; font-weight: 540; padding: 7px 18px; border: 1px solid var(--line); border-radius: 5px; background: var(--surface); color: var(--text); cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

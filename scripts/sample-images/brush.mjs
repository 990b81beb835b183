// Small vocabulary of shapes that the scenes are put together from: flat forms, one soft light from the upper left, a little grain.

export const colours = {
  cream: '#f1e8d9', paper: '#f8f2e7', oat: '#e2d3ba', clay: '#b9673f', rust: '#8f4428', blush: '#dfa787', moss: '#7d9261', leaf: '#52693f',
  sky: '#8fb3c4', slate: '#44647a', ink: '#22303a', plum: '#7d5570', straw: '#d9b364', petrol: '#0f5f6e', crust: '#b8742f', dark: '#2a211c', wood: '#a67c58', walnut: '#5c4231',
};

/** The same name always gives the same row of numbers in [0, 1). */
export function random(name) {
  let state = [...name].reduce((sum, c) => Math.imul(sum ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const channels = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
/** `amount` from -1 (black) to 1 (white). */
export function shade(hex, amount) {
  const target = amount < 0 ? 0 : 255;
  return `#${channels(hex).map((c) => Math.round(c + (target - c) * Math.abs(amount)).toString(16).padStart(2, '0')).join('')}`;
}

let lastId = 0;
/** Definitions gather here while a scene is drawn. */
let definitions = [];
const define = (make) => {
  lastId += 1;
  definitions.push(make(`d${lastId}`));
  return `d${lastId}`;
};

export const linear = (stops, { x2 = 0, y2 = 1 } = {}) =>
  `url(#${define((id) => `<linearGradient id="${id}" x1="0" y1="0" x2="${x2}" y2="${y2}">${stops.map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`).join('')}</linearGradient>`)})`;
export const radial = (stops, { cx = 0.5, cy = 0.5, r = 0.5 } = {}) =>
  `url(#${define((id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stops.map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`).join('')}</radialGradient>`)})`;
/** Lit from the left. */
export const round = (colour) => linear([[0, shade(colour, 0.16)], [0.35, colour], [1, shade(colour, -0.34)]], { x2: 1, y2: 0.15 });

export const rect = (x, y, w, h, fill, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
export const ellipse = (cx, cy, rx, ry, fill, more = '') => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const shape = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d, stroke, width, more = '') => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" ${more}/>`;
export const group = (content, transform) => `<g transform="${transform}">${content}</g>`;

export function blurred(content, deviation) {
  const id = define((name) => `<filter id="${name}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`);
  return `<g filter="url(#${id})">${content}</g>`;
}
export const shadow = (cx, cy, rx, ry, opacity = 0.34) => blurred(ellipse(cx, cy, rx, ry, '#1c120b', `opacity="${opacity}"`), 16);
/** Everything inside `d` only. */
export function clipped(d, content) {
  const id = define((name) => `<clipPath id="${name}"><path d="${d}"/></clipPath>`);
  return `<g clip-path="url(#${id})">${content}</g>`;
}

/** A wall above a table. */
export function room(wall, table, edge = 780) {
  return [
    rect(0, 0, 1200, edge, radial([[0, shade(wall, 0.32)], [0.55, wall], [1, shade(wall, -0.2)]], { cx: 0.3, cy: 0.2, r: 1.05 })),
    rect(0, edge, 1200, 1200 - edge, linear([[0, shade(table, 0.1)], [0.3, table], [1, shade(table, -0.34)]])),
    rect(0, edge, 1200, 3, shade(table, 0.32), 'opacity="0.7"'),
  ].join('');
}

/** Puts a scene together: definitions, content, a vignette, and grain over all. */
export function picture(size, paint, { vignette = 0.26, grain = 0.05 } = {}) {
  definitions = [];
  const content = paint();
  const veil = radial([[0.55, '#140c06', 0], [1, '#140c06', vignette]], { r: 0.78 });
  const noise = define((id) => `<filter id="${id}"><feTurbulence type="fractalNoise" baseFrequency="0.7" numOctaves="2" seed="4"/><feColorMatrix values="0 0 0 0 0.5  0 0 0 0 0.5  0 0 0 0 0.5  0 0 0 1.1 -0.2"/></filter>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 1200 1200"><defs>${definitions.join('')}</defs>${content}${rect(0, 0, 1200, 1200, veil)}<rect width="1200" height="1200" filter="url(#${noise})" opacity="${grain}"/></svg>`;
}

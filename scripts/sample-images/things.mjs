import { blurred, clipped, colours as c, ellipse, group, line, linear, radial, random, rect, round, shade, shadow, shape } from './brush.mjs';

/** A closed book lying flat, seen from the side with its spine towards us. */
export function lyingBook(x, y, w, h, colour, { bands = 2, label = true } = {}) {
  const parts = [rect(x, y, w, h, linear([[0, shade(colour, 0.2)], [0.25, colour], [1, shade(colour, -0.3)]]), 'rx="9"')];
  for (let i = 0; i < bands; i += 1) {
    const inset = 34 + i * 16;
    parts.push(rect(x + inset, y, 5, h, shade(colour, 0.42), 'opacity="0.8"'), rect(x + w - inset - 5, y, 5, h, shade(colour, 0.42), 'opacity="0.8"'));
  }
  if (label) parts.push(rect(x + w * 0.3, y + h * 0.28, w * 0.4, h * 0.44, shade(colour, 0.62), 'rx="3" opacity="0.85"'));
  parts.push(rect(x + 6, y + 4, w - 12, 5, '#fff', 'rx="2" opacity="0.22"'));
  return parts.join('');
}

/** A book standing on a shelf; `lean` in degrees. */
export function spine(x, bottom, w, h, colour, { lean = 0, style = 0 } = {}) {
  const y = bottom - h;
  const light = shade(colour, 0.55);
  const marks = [
    () => rect(x + w * 0.22, y + h * 0.14, w * 0.56, h * 0.3, light, 'rx="3" opacity="0.85"'),
    () => rect(x, y + h * 0.1, w, 7, light, 'opacity="0.8"') + rect(x, y + h * 0.84, w, 7, light, 'opacity="0.8"') + rect(x + w * 0.4, y + h * 0.24, w * 0.2, h * 0.42, light, 'rx="3" opacity="0.7"'),
    () => ellipse(x + w / 2, y + h * 0.2, w * 0.24, w * 0.24, light, 'opacity="0.85"') + rect(x + w * 0.42, y + h * 0.38, w * 0.16, h * 0.36, light, 'rx="3" opacity="0.6"'),
    () => [0.16, 0.2, 0.78, 0.82].map((at) => rect(x, y + h * at, w, 4, light, 'opacity="0.75"')).join(''),
  ];
  const body = rect(x, y, w, h, linear([[0, shade(colour, -0.12)], [0.2, shade(colour, 0.14)], [0.6, colour], [1, shade(colour, -0.36)]], { x2: 1, y2: 0 }), 'rx="5"');
  return group(body + (marks[style % marks.length]?.() ?? ''), `rotate(${lean} ${lean < 0 ? x : x + w} ${bottom})`);
}

/** A row of books from `from` to `to`, standing on `bottom`. */
export function row(name, from, to, bottom, tallest) {
  const next = random(name);
  const palette = [c.clay, c.slate, c.moss, c.cream, c.plum, c.petrol, c.straw, c.rust, c.sky, c.ink, c.blush, c.leaf];
  const parts = [];
  let last = -1;
  for (let x = from; ; ) {
    const w = 34 + Math.floor(next() * 46);
    if (x + w > to) break;
    let pick = Math.floor(next() * palette.length);
    if (pick === last) pick = (pick + 5) % palette.length;
    last = pick;
    parts.push(spine(x, bottom, w, tallest * (0.68 + next() * 0.32), palette[pick], { style: Math.floor(next() * 4) }));
    x += w + 2;
  }
  return parts.join('');
}

/** A cup of something warm; x is its middle, y where it stands. */
export function cup(x, y, w, colour, { saucer = true, tea = '#8a4f23', handle = 1 } = {}) {
  const h = w * 0.72;
  const top = y - h;
  const body = `M${x - w / 2} ${top} C${x - w / 2} ${top + h * 0.75} ${x - w * 0.3} ${y} ${x - w * 0.18} ${y} L${x + w * 0.18} ${y} C${x + w * 0.3} ${y} ${x + w / 2} ${top + h * 0.75} ${x + w / 2} ${top} Z`;
  const side = x + handle * w * 0.44;
  return [
    shadow(x + 20, y + 10, w * 0.8, w * 0.12),
    saucer ? ellipse(x, y + 4, w * 0.78, w * 0.13, shade(colour, -0.2)) + ellipse(x, y - 3, w * 0.78, w * 0.13, linear([[0, shade(colour, 0.24)], [1, shade(colour, -0.08)]])) : '',
    line(`M${side} ${top + h * 0.2} C${side + handle * w * 0.34} ${top + h * 0.1} ${side + handle * w * 0.32} ${top + h * 0.66} ${side - handle * w * 0.06} ${top + h * 0.66}`, shade(colour, -0.16), w * 0.075),
    shape(body, round(colour)),
    ellipse(x, top, w / 2, w * 0.11, shade(colour, 0.3)),
    ellipse(x, top + 3, w * 0.455, w * 0.088, shade(colour, -0.32)),
    ellipse(x, top + 6, w * 0.43, w * 0.072, linear([[0, shade(tea, 0.12)], [1, shade(tea, -0.2)]])),
  ].join('');
}

export const steam = (x, y, height) =>
  blurred(
    line(`M${x} ${y} C${x - 36} ${y - height * 0.35} ${x + 40} ${y - height * 0.55} ${x} ${y - height}`, '#fff', 13, 'opacity="0.42"') +
      line(`M${x + 40} ${y} C${x + 10} ${y - height * 0.3} ${x + 78} ${y - height * 0.5} ${x + 46} ${y - height * 0.8}`, '#fff', 10, 'opacity="0.32"'),
    8,
  );

/** A stem with leaves in pairs, growing up from x, y and bending by `bend`. */
export function sprig(x, y, height, bend, colour, pairs = 5, size = 34) {
  const parts = [line(`M${x} ${y} Q${x + bend * 0.2} ${y - height * 0.6} ${x + bend} ${y - height}`, shade(colour, -0.3), 7)];
  for (let i = 1; i <= pairs; i += 1) {
    const t = 0.22 + (0.78 * i) / pairs;
    const px = x + 2 * (1 - t) * t * bend * 0.2 + t * t * bend;
    const py = y - 2 * (1 - t) * t * height * 0.6 - t * t * height;
    const s = size * (1.12 - 0.45 * t);
    for (const side of [-1, 1]) {
      const fill = side < 0 ? shade(colour, 0.14) : shade(colour, -0.06);
      parts.push(group(shape(`M0 0 C${s * 0.4} ${-s * 0.62} ${s * 1.3} ${-s * 0.5} ${s * 1.7} 0 C${s * 1.3} ${s * 0.42} ${s * 0.4} ${s * 0.4} 0 0 Z`, fill), `translate(${px} ${py}) rotate(${side < 0 ? 205 - bend * 0.1 : -25 + bend * 0.1})`));
    }
  }
  return parts.join('');
}

/** A round loaf from above with a leaf cut into its crust. */
export function loaf(cx, cy, r, name, turn = 0) {
  const next = random(name);
  const disc = `M${cx - r} ${cy} a${r} ${r} 0 1 0 ${2 * r} 0 a${r} ${r} 0 1 0 ${-2 * r} 0`;
  const crust = radial([[0, '#d79a4e'], [0.5, '#bd7a33'], [0.82, '#935321'], [1, '#5f3315']], { cx: 0.4, cy: 0.36, r: 0.68 });
  const cut = (d, w) => line(d, '#7a451c', w + 9, 'opacity="0.75"') + line(d, '#f0d5a3', w);
  const cuts = [cut(`M0 ${r * 0.66} L0 ${-r * 0.7}`, 15)];
  for (const at of [-0.42, -0.14, 0.14, 0.42]) {
    for (const side of [-1, 1]) cuts.push(cut(`M${side * r * 0.11} ${r * (at + 0.1)} Q${side * r * 0.34} ${r * (at - 0.04)} ${side * r * 0.5} ${r * (at - 0.24)}`, 11));
  }
  const flour = Array.from({ length: 150 }, () => {
    const [angle, far] = [next() * Math.PI * 2, Math.sqrt(next()) * r * 0.9];
    return ellipse(cx + Math.cos(angle) * far, cy + Math.sin(angle) * far, 1.5 + next() * 4, 1.5 + next() * 4, '#fff6e4', `opacity="${(0.12 + next() * 0.34).toFixed(2)}"`);
  });
  const rings = [0.94, 0.86, 0.77].map((k) => ellipse(cx, cy, r * k, r * k, 'none', `stroke="#fff1d6" stroke-width="${r * 0.03}" opacity="0.1"`));
  return [
    blurred(ellipse(cx + r * 0.12, cy + r * 0.16, r * 1.02, r, '#120a05', 'opacity="0.55"'), 22),
    shape(disc, crust),
    clipped(disc, rings.join('') + flour.join('')),
    group(cuts.join(''), `translate(${cx} ${cy}) rotate(${turn})`),
    clipped(disc, blurred(ellipse(cx - r * 0.38, cy - r * 0.42, r * 0.34, r * 0.24, '#fff3d8', 'opacity="0.34"'), 24)),
  ].join('');
}

/** An open book from above; lines stand for words. */
export function openBook(cx, cy, w, h, { tint = c.paper } = {}) {
  const half = w / 2;
  const pageOf = (side) => {
    const far = cx + side * half;
    const d = `M${cx} ${cy - h / 2 + 14} C${cx + side * half * 0.3} ${cy - h / 2 - 18} ${cx + side * half * 0.72} ${cy - h / 2 - 8} ${far} ${cy - h / 2} L${far} ${cy + h / 2} C${cx + side * half * 0.72} ${cy + h / 2 - 8} ${cx + side * half * 0.3} ${cy + h / 2 - 18} ${cx} ${cy + h / 2 + 14} Z`;
    const fill = linear(side < 0 ? [[0, tint], [0.7, shade(tint, 0.2)], [1, shade(tint, -0.26)]] : [[0, shade(tint, -0.3)], [0.24, shade(tint, 0.2)], [1, shade(tint, -0.05)]], { x2: 1, y2: 0 });
    const lines = Array.from({ length: 11 }, (_, i) => {
      const y = cy - h / 2 + 62 + (i * (h - 120)) / 11;
      const [from, to] = side < 0 ? [cx - half + 46, cx - 46 - (i === 10 ? 120 : 0)] : [cx + 46, far - 46 - (i === 5 ? 150 : 0)];
      return line(`M${from} ${y} Q${(from + to) / 2} ${y - 9} ${to} ${y}`, c.dark, 5, 'opacity="0.22"');
    });
    return shape(d, fill) + lines.join('');
  };
  return [blurred(rect(cx - half + 14, cy - h / 2 + 20, w, h, '#120a05', 'opacity="0.42"'), 20), rect(cx - half - 12, cy - h / 2 - 4, w + 24, h + 14, c.rust, 'rx="10"'), pageOf(-1), pageOf(1)].join('');
}

/** A jar with a cloth lid tied with string. */
export function jar(x, y, w, h, inside, cloth) {
  const body = `M${x - w / 2} ${y - h + 40} Q${x - w / 2} ${y - h + 6} ${x - w * 0.36} ${y - h} L${x + w * 0.36} ${y - h} Q${x + w / 2} ${y - h + 6} ${x + w / 2} ${y - h + 40} L${x + w / 2} ${y - 24} Q${x + w / 2} ${y} ${x + w / 2 - 24} ${y} L${x - w / 2 + 24} ${y} Q${x - w / 2} ${y} ${x - w / 2} ${y - 24} Z`;
  return [
    shadow(x + 22, y + 6, w * 0.6, 20),
    shape(body, linear([[0, shade(inside, 0.24)], [0.3, inside], [1, shade(inside, -0.42)]], { x2: 1, y2: 0.1 })),
    rect(x - w * 0.34, y - h * 0.58, w * 0.68, h * 0.34, c.paper, 'rx="5" opacity="0.94"'),
    line(`M${x - w * 0.2} ${y - h * 0.46} L${x + w * 0.2} ${y - h * 0.46}`, c.dark, 6, 'opacity="0.55"') + line(`M${x - w * 0.14} ${y - h * 0.36} L${x + w * 0.14} ${y - h * 0.36}`, c.dark, 5, 'opacity="0.3"'),
    rect(x - w * 0.42, y - h + 34, 10, h - 70, '#fff', 'rx="5" opacity="0.34"'),
    shape(`M${x - w * 0.42} ${y - h + 8} L${x - w * 0.58} ${y - h + 66} Q${x - w * 0.42} ${y - h + 50} ${x - w * 0.3} ${y - h + 70} Q${x - w * 0.12} ${y - h + 50} ${x} ${y - h + 72} Q${x + w * 0.14} ${y - h + 50} ${x + w * 0.3} ${y - h + 70} Q${x + w * 0.44} ${y - h + 50} ${x + w * 0.58} ${y - h + 66} L${x + w * 0.42} ${y - h + 8} Z`, shade(cloth, -0.12)),
    shape(`M${x - w * 0.43} ${y - h + 14} Q${x - w * 0.4} ${y - h - 40} ${x} ${y - h - 42} Q${x + w * 0.4} ${y - h - 40} ${x + w * 0.43} ${y - h + 14} Z`, linear([[0, shade(cloth, 0.22)], [1, cloth]])),
    line(`M${x - w * 0.43} ${y - h + 13} Q${x} ${y - h + 30} ${x + w * 0.43} ${y - h + 13}`, c.oat, 8),
  ].join('');
}

/** A parcel with string both ways, seen a little from above. */
export function parcel(x, y, w, h, depth, paper) {
  const cx = x + w * 0.56;
  return [
    shadow(x + w / 2 + 26, y + 6, w * 0.62, 24, 0.4),
    rect(x, y - h, w, h, linear([[0, paper], [1, shade(paper, -0.26)]], { x2: 1, y2: 0.4 }), 'rx="3"'),
    shape(`M${x} ${y - h} L${x + depth} ${y - h - depth * 0.6} L${x + w - depth * 0.4} ${y - h - depth * 0.6} L${x + w} ${y - h} Z`, shade(paper, 0.2)),
    line(`M${cx} ${y} L${cx} ${y - h} L${cx - depth * 0.1} ${y - h - depth * 0.6}`, c.paper, 8) + line(`M${x} ${y - h * 0.48} L${x + w} ${y - h * 0.48}`, c.paper, 8),
    line(`M${cx} ${y - h * 0.48} c-50 -60 -96 -20 -4 0 M${cx} ${y - h * 0.48} c50 -60 96 -20 4 0 M${cx} ${y - h * 0.48} l-36 50 M${cx} ${y - h * 0.48} l32 54`, c.paper, 7),
  ].join('');
}

import { blurred, clipped, colours as c, ellipse, group, line, linear, picture, radial, random, rect, room, round, shade, shadow, shape } from './brush.mjs';
import { cup, jar, loaf, lyingBook, openBook, parcel, row, spine, sprig, steam } from './things.mjs';

const stack = () => [
  room('#d9cbb6', c.wood, 800),
  shadow(500, 946, 330, 34, 0.42),
  lyingBook(250, 858, 500, 84, c.slate), lyingBook(286, 782, 450, 76, c.clay, { bands: 1 }), lyingBook(262, 700, 462, 82, c.moss),
  lyingBook(310, 634, 392, 66, c.straw, { bands: 1 }), lyingBook(292, 562, 424, 72, c.plum),
  cup(500, 558, 150, c.cream, { saucer: false }), steam(478, 440, 190),
  ellipse(917, 946, 150, 16, shade(c.cream, -0.12)), ellipse(917, 940, 150, 16, c.cream),
  group(shape('M0 0 C40 -84 160 -84 200 0 Z', radial([[0, '#e2aa5e'], [0.7, '#bc7a34'], [1, '#8a5220']], { cx: 0.4, cy: 0.3, r: 0.8 })) + line('M48 -34 L62 -56 M92 -44 L102 -68 M138 -38 L146 -58', '#f7e3bb', 10), 'translate(817 938)'),
].join('');

const loaves = () => {
  const next = random('flour');
  const dust = Array.from({ length: 420 }, () => ellipse(next() * 1200, next() * 1200, 1 + next() * 3.4, 1 + next() * 3.4, '#f6e9d2', `opacity="${(0.1 + next() * 0.32).toFixed(2)}"`));
  const grain = Array.from({ length: 16 }, (_, i) => line(`M80 ${120 + i * 62} C400 ${100 + i * 64} 800 ${150 + i * 60} 1120 ${116 + i * 62}`, '#3b2417', 3, 'opacity="0.22"'));
  return [
    rect(0, 0, 1200, 1200, radial([[0, '#4a372c'], [1, '#211712']], { cx: 0.35, cy: 0.3, r: 0.95 })),
    blurred(rect(96, 110, 1016, 1010, '#000', 'rx="60" opacity="0.5"'), 24),
    rect(80, 84, 1040, 1020, linear([[0, '#9c714d'], [1, '#6f4b31']], { x2: 1, y2: 1 }), 'rx="56"'),
    clipped('M80 84 h1040 v1020 h-1040 Z', grain.join('')),
    blurred(ellipse(520, 620, 430, 330, '#f6e9d2', 'opacity="0.2"'), 60),
    dust.join(''),
    loaf(470, 500, 300, 'one', -18), loaf(850, 850, 196, 'two', 24),
  ].join('');
};

const nightWindow = () => {
  const next = random('rain');
  const rain = Array.from({ length: 130 }, () => { const [x, y, l] = [next() * 1250, next() * 1200, 18 + next() * 38]; return line(`M${x} ${y} l${-l * 0.22} ${l}`, '#b8d3e0', 2, `opacity="${(0.12 + next() * 0.3).toFixed(2)}"`); });
  const pane = 'M210 250 h780 v560 h-780 Z';
  return [
    rect(0, 0, 1200, 1200, linear([[0, '#14202b'], [0.7, '#1c2d38'], [1, '#0f181f']])),
    ...Array.from({ length: 9 }, (_, i) => rect(0, 60 + i * 104, 1200, 2, '#0b141b', 'opacity="0.6"')),
    rect(120, 110, 960, 800, linear([[0, '#0f5361'], [1, '#0a3a45']]), 'rx="6"'),
    rect(150, 136, 900, 84, '#0b4450', 'rx="4"'),
    ...Array.from({ length: 13 }, (_, i) => rect(330 + i * 43, 164, [26, 22, 30, 24, 0, 30, 0, 26, 28, 24, 30, 22, 26][i] ?? 24, 28, '#e7cf94', 'rx="4" opacity="0.9"')),
    shape(pane, radial([[0, '#ffe9b0'], [0.45, '#f6bd62'], [1, '#a75f24']], { cx: 0.5, cy: 0.32, r: 0.78 })),
    clipped(pane, [
      ...[330, 600, 870].map((x) => line(`M${x} 250 v92`, '#5a3416', 5) + shape(`M${x - 52} 372 Q${x - 46} 330 ${x} 328 Q${x + 46} 330 ${x + 52} 372 Z`, '#7c451c') + blurred(ellipse(x, 400, 66, 40, '#fffbe0', 'opacity="0.9"'), 14)),
      rect(210, 600, 780, 14, '#6b3a17'),
      group(row('night-high', 250, 960, 600, 150), ''),
      rect(210, 790, 780, 22, '#54300f'),
      row('night-low', 240, 620, 790, 150),
      loaf(720, 738, 62, 'n1'), loaf(860, 738, 62, 'n2', 40),
      rect(210, 250, 780, 560, linear([[0, '#ffdf9a', 0.05], [1, '#5a2c0a', 0.35]])),
    ].join('')),
    rect(594, 250, 12, 560, '#0a3a45'), rect(210, 250, 780, 560, 'none', 'stroke="#083039" stroke-width="16"'),
    rect(0, 910, 1200, 290, linear([[0, '#22313a'], [1, '#0c1318']])),
    blurred(shape('M230 914 h740 l150 286 h-1040 Z', linear([[0, '#f6bd62', 0.6], [1, '#f6bd62', 0]])), 26),
    ...Array.from({ length: 26 }, () => line(`M${120 + next() * 960} ${940 + next() * 240} h${20 + next() * 90}`, '#ffd890', 3, `opacity="${(0.08 + next() * 0.3).toFixed(2)}"`)),
    rain.join(''),
  ].join('');
};

const shelves = () => {
  const board = (y) => blurred(rect(0, y + 24, 1200, 30, '#20130a', 'opacity="0.45"'), 12) + rect(0, y, 1200, 30, linear([[0, '#b08660'], [1, '#7a5637']]));
  return [
    rect(0, 0, 1200, 1200, radial([[0, '#d6c4aa'], [1, '#9d8568']], { cx: 0.3, cy: 0.2, r: 1.1 })),
    row('top', -20, 560, 340, 290), spine(532, 340, 54, 262, c.moss, { lean: -9, style: 1 }), sprig(800, 330, 190, -30, c.leaf, 5, 30), sprig(812, 330, 170, 60, c.moss, 5, 28),
    shape('M742 240 h132 l-16 100 h-100 Z', round(c.clay)), row('top2', 920, 1230, 340, 270), board(340),
    row('middle', -8, 330, 720, 300), lyingBook(360, 662, 250, 58, c.slate, { bands: 1 }), lyingBook(378, 608, 214, 54, c.blush, { bands: 1 }), cup(484, 606, 96, c.cream, { saucer: false }),
    row('middle2', 650, 1210, 720, 296), board(720),
    row('low', -24, 760, 1100, 300), jar(860, 1100, 150, 200, '#9c3b3b', c.cream), row('low2', 970, 1220, 1100, 280), board(1100),
    rect(0, 1130, 1200, 70, '#6d5138'),
  ].join('');
};

const teapot = () => {
  const pot = c.petrol;
  return [
    room('#cfd3c8', '#b48d66', 790),
    shadow(450, 980, 330, 40, 0.42),
    line('M636 706 C770 660 806 880 640 884', shade(pot, -0.2), 42), line('M632 712 C744 676 770 862 640 868', shade(pot, 0.12), 12, 'opacity="0.5"'),
    shape('M262 792 C160 790 150 690 96 660 L64 690 C112 740 120 880 292 902 Z', round(pot)),
    shape('M230 800 C230 640 350 600 450 600 C560 600 672 640 672 800 C672 930 590 976 450 976 C310 976 230 930 230 800 Z', radial([[0, shade(pot, 0.3)], [0.5, pot], [1, shade(pot, -0.42)]], { cx: 0.34, cy: 0.3, r: 0.85 })),
    ellipse(450, 622, 130, 24, shade(pot, -0.35)), shape('M322 618 C340 556 560 556 578 618 Q450 650 322 618 Z', linear([[0, shade(pot, 0.26)], [1, shade(pot, -0.14)]])), ellipse(450, 556, 30, 26, round(c.straw)),
    blurred(ellipse(350, 700, 34, 66, '#fff', 'opacity="0.28"'), 14),
    cup(880, 972, 210, c.cream), steam(856, 810, 200), cup(1010, 1096, 190, c.blush, { tea: '#7a3f1c' }),
    ellipse(210, 1080, 138, 30, shade(c.paper, -0.14)), ellipse(210, 1072, 138, 30, c.paper),
    ...[[150, 1058], [212, 1048], [268, 1062]].map(([x, y]) => ellipse(x, y, 46, 25, radial([[0, '#e6bd7d'], [1, '#b27d3c']], { cx: 0.4, cy: 0.3, r: 0.8 })) + ellipse(x - 6, y - 3, 6, 3.6, '#6b4320') + ellipse(x + 14, y + 4, 6, 3.6, '#6b4320')),
  ].join('');
};

const lamp = () => [
  rect(0, 0, 1200, 860, linear([[0, '#26343a'], [1, '#1b262b']])),
  rect(0, 860, 1200, 340, linear([[0, '#6b4a31'], [1, '#2d1d13']])),
  blurred(shape('M640 330 L60 1010 L1160 1010 L900 330 Z', linear([[0, '#ffe2a0', 0.75], [1, '#ffca6b', 0.1]])), 40),
  blurred(ellipse(620, 990, 500, 110, '#ffd98c', 'opacity="0.6"'), 46),
  line('M980 920 L1016 520 L840 300', '#d9b364', 14), ellipse(990, 936, 110, 24, '#8d6b2e'), ellipse(990, 926, 110, 24, '#c79c4b'),
  shape('M620 342 L706 176 Q770 140 834 176 L920 342 Q770 380 620 342 Z', linear([[0, shade(c.clay, 0.12)], [1, shade(c.clay, -0.3)]], { x2: 1, y2: 0 })),
  ellipse(770, 346, 150, 22, '#fff3cf'),
  group(openBook(0, 0, 620, 420), 'translate(470 980) scale(1 .46)'),
  cup(846, 1090, 150, c.sky, { tea: '#5a3018' }),
  lyingBook(60, 832, 250, 50, c.plum, { bands: 1 }), lyingBook(82, 786, 208, 46, c.moss, { bands: 1 }),
].join('');

const buns = () => {
  const next = random('buns');
  const parts = [rect(0, 0, 1200, 1200, radial([[0, '#e7dcc8'], [1, '#bda98b']], { cx: 0.3, cy: 0.25, r: 1 })), blurred(rect(120, 130, 990, 990, '#2a1a0e', 'rx="40" opacity="0.5"'), 26),
    rect(100, 96, 1000, 1000, linear([[0, '#4a5357'], [1, '#2c3337']], { x2: 1, y2: 1 }), 'rx="36"'), rect(128, 124, 944, 944, linear([[0, '#5b656a'], [1, '#3a4347']], { x2: 1, y2: 1 }), 'rx="22"')];
  for (let y = 0; y < 4; y += 1) for (let x = 0; x < 4; x += 1) {
    const [cx, cy, r] = [246 + x * 236 + next() * 12 - 6, 242 + y * 236 + next() * 12 - 6, 98 + next() * 8];
    if (x === 2 && y === 3) {
      // One is gone already.
      for (let i = 0; i < 16; i += 1) parts.push(ellipse(cx + (next() - 0.5) * 130, cy + (next() - 0.5) * 130, 3 + next() * 6, 3 + next() * 5, '#d9a35c'));
      continue;
    }
    const spiral = Array.from({ length: 60 }, (_, i) => { const [a, q] = [i * 0.3 + next() * 0.04, r * (0.08 + (i / 60) * 0.76)]; return `${i === 0 ? 'M' : 'L'}${cx + Math.cos(a) * q} ${cy + Math.sin(a) * q}`; }).join(' ');
    parts.push(blurred(ellipse(cx + 10, cy + 14, r, r, '#120b06', 'opacity="0.5"'), 10), ellipse(cx, cy, r, r, radial([[0, '#efc684'], [0.6, '#cf8f45'], [1, '#93561f']], { cx: 0.4, cy: 0.36, r: 0.66 })),
      line(spiral, '#7b4317', 13, 'opacity="0.72"'), line(spiral, '#f7e1b4', 4, 'opacity="0.5" transform="translate(-4 -5)"'));
    for (let i = 0; i < 12; i += 1) { const [a, q] = [next() * 6.3, Math.sqrt(next()) * r * 0.8]; parts.push(rect(cx + Math.cos(a) * q, cy + Math.sin(a) * q, 7, 7, '#fffaf0', `rx="1.5" opacity="0.9" transform="rotate(${Math.round(next() * 90)} ${cx + Math.cos(a) * q} ${cy + Math.sin(a) * q})"`)); }
  }
  return parts.join('');
};

const parcels = () => [
  room('#c9d1c9', '#c39d75', 800),
  parcel(600, 880, 400, 330, 70, '#b98d5f'), parcel(250, 940, 380, 150, 60, c.petrol), parcel(290, 770, 290, 120, 50, '#d9c6a4'),
  parcel(700, 1060, 330, 190, 60, c.clay),
  sprig(200, 1090, 330, 120, c.leaf, 7, 34), group(sprig(0, 0, 260, -80, c.moss, 6, 30), 'translate(270 1096) rotate(58)'),
  ...[[330, 1084], [366, 1100], [346, 1118]].map(([x, y]) => ellipse(x, y, 15, 15, radial([[0, '#d8553f'], [1, '#8d2a1d']], { cx: 0.35, cy: 0.3, r: 0.7 }))),
].join('');

const covers = () => {
  const motifs = [
    (f) => ellipse(0, -26, 52, 52, f) + rect(-70, 46, 140, 7, f) + rect(-46, 66, 92, 6, f),
    (f) => shape('M-72 40 L-24 -48 L6 4 L30 -34 L74 40 Z', f) + rect(-70, 60, 140, 6, f),
    (f) => sprig(0, 56, 130, 20, f, 4, 19) + rect(-56, 78, 112, 6, f),
    (f) => [-46, -22, 2, 26, 50].map((y, i) => line(`M-70 ${y} q35 ${i % 2 ? 24 : -24} 70 0 t70 0`, f, 8)).join(''),
    (f) => shape('M-58 36 L-58 -14 L0 -60 L58 -14 L58 36 Z', f) + rect(-58, 56, 116, 6, f),
    (f) => ellipse(20, -20, 44, 44, f) + [[-50, 14], [-20, 34], [40, 46], [-56, -42], [-6, 62]].map(([x, y]) => ellipse(x, y, 6, 6, f)).join(''),
    (f) => shape('M0 -66 C50 -30 50 30 0 66 C-50 30 -50 -30 0 -66 Z', f) + line('M0 -60 V60', '#0003', 4),
    (f) => [-54, -18, 18, 54].map((x) => rect(x - 11, -58, 22, 100, f, 'rx="3"')).join('') + rect(-70, 60, 140, 6, f),
  ];
  const pairs = [[c.slate, c.straw], [c.clay, c.paper], [c.cream, c.leaf], [c.petrol, c.sky], [c.plum, c.blush], [c.ink, c.paper], [c.moss, c.cream], [c.straw, c.rust], [c.paper, c.clay], [c.rust, c.straw], [c.sky, c.ink], [c.leaf, c.straw]];
  const parts = [rect(0, 0, 1200, 1200, radial([[0, '#e6ddcf'], [1, '#b9ab97']], { cx: 0.3, cy: 0.2, r: 1.1 }))];
  pairs.forEach(([cover, mark], i) => {
    const [x, y] = [92 + (i % 4) * 264, 70 + Math.floor(i / 4) * 362];
    parts.push(blurred(rect(x + 12, y + 16, 224, 318, '#2a1c10', 'opacity="0.46"'), 10), rect(x, y, 224, 318, linear([[0, shade(cover, 0.1)], [1, shade(cover, -0.16)]], { x2: 1, y2: 1 }), 'rx="6"'),
      rect(x, y, 16, 318, '#000', 'opacity="0.14"'), rect(x + 17, y, 2, 318, '#fff', 'opacity="0.2"'), group(motifs[(i * 3 + Math.floor(i / 4)) % motifs.length](mark), `translate(${x + 120} ${y + 150})`), rect(x + 74, y + 276, 92, 7, mark, 'rx="3" opacity="0.7"'));
  });
  return parts.join('');
};

const sill = () => [
  rect(0, 0, 1200, 1200, linear([[0, '#d8cdb9'], [1, '#b9a98f']], { x2: 1, y2: 0.4 })),
  rect(170, 80, 860, 740, '#f4ede0', 'rx="6"'),
  rect(206, 116, 788, 668, linear([[0, '#cfe2e6'], [0.6, '#e9efe6'], [1, '#dfe3cf']])),
  shape('M206 640 C360 560 470 620 600 590 C760 552 880 600 994 560 L994 784 L206 784 Z', '#b6c4a1'), shape('M206 704 C400 650 640 730 994 660 L994 784 L206 784 Z', '#93a77c'),
  ellipse(800, 250, 62, 62, '#fbf6e2', 'opacity="0.9"'), blurred(ellipse(800, 250, 130, 130, '#fff7dc', 'opacity="0.7"'), 40),
  rect(588, 116, 24, 668, '#f4ede0'), rect(206, 430, 788, 20, '#f4ede0'), rect(588, 116, 5, 668, '#cfc3ae'), rect(206, 446, 788, 4, '#cfc3ae'),
  rect(90, 820, 1020, 66, linear([[0, '#f9f3e8'], [1, '#d8ccb7']])), rect(90, 886, 1020, 16, '#a8987d'), blurred(rect(100, 902, 1000, 40, '#3b2d1c', 'opacity="0.35"'), 14),
  sprig(320, 700, 330, -130, c.leaf, 7, 44), sprig(328, 700, 400, 30, c.moss, 8, 44), sprig(336, 700, 300, 170, shade(c.leaf, 0.14), 6, 42),
  shadow(350, 826, 150, 16), shape('M232 676 h196 l-26 150 h-144 Z', round(c.clay)), rect(220, 652, 220, 40, round(shade(c.clay, -0.05)), 'rx="6"'),
  shadow(760, 830, 220, 14), lyingBook(590, 768, 330, 56, c.petrol), lyingBook(612, 718, 290, 50, c.straw, { bands: 1 }), lyingBook(600, 660, 300, 58, c.plum),
  cup(990, 826, 110, c.cream, { saucer: false }),
  blurred(shape('M240 950 L640 950 L900 1200 L380 1200 Z', '#fff6dc', 'opacity="0.4"'), 14), blurred(shape('M700 950 L1010 950 L1180 1200 L960 1200 Z', '#fff6dc', 'opacity="0.34"'), 14),
].join('');

const jars = () => [
  room('#dccdb8', '#7d5a40', 800),
  rect(0, 470, 1200, 26, linear([[0, '#b58a62'], [1, '#7d5a3c']])), blurred(rect(0, 494, 1200, 24, '#2b1c10', 'opacity="0.4"'), 10),
  jar(210, 470, 150, 210, '#c98a2b', c.cream), jar(420, 470, 150, 180, '#6d2f4d', c.sky), lyingBook(540, 416, 240, 54, c.slate, { bands: 1 }), jar(870, 470, 150, 220, '#a33a32', c.cream), jar(1060, 470, 140, 180, '#8a9a4a', c.blush),
  jar(300, 960, 240, 330, '#a83232', c.cream), jar(600, 990, 250, 350, '#cf8f2c', c.sky), jar(900, 960, 240, 320, '#5f2a48', c.straw),
  group(line('M0 0 L260 -70', '#8a613f', 18) + ellipse(286, -78, 46, 28, radial([[0, '#b98458'], [1, '#7d5434']]), 'transform="rotate(-15 286 -78)"'), 'translate(420 1130)'),
  blurred(ellipse(770, 1100, 70, 14, '#7d1f24', 'opacity="0.5"'), 4),
].join('');

const circle = () => {
  const cushions = [c.clay, c.moss, c.slate, c.straw, c.plum, c.sky, c.blush, c.leaf];
  const rings = [[520, '#8d3f2a'], [492, '#e2cfae'], [470, '#a44f34'], [330, '#e2cfae'], [312, '#8d3f2a'], [200, '#d9b364'], [186, '#7a3524']];
  const floor = Array.from({ length: 9 }, (_, i) => rect(i * 136, 0, 134, 1200, linear([[0, i % 2 ? '#b88f66' : '#ad855d'], [1, i % 2 ? '#a17a54' : '#98724d']])) + rect(i * 136 + 134, 0, 2, 1200, '#6e4f34', 'opacity="0.6"'));
  return [
    floor.join(''), blurred(ellipse(612, 622, 524, 524, '#20130a', 'opacity="0.5"'), 18),
    ...rings.map(([r, colour]) => ellipse(600, 600, r, r, colour)),
    ...Array.from({ length: 40 }, (_, i) => group(shape('M0 -14 L12 0 L0 14 L-12 0 Z', '#e2cfae', 'opacity="0.9"'), `translate(${600 + Math.cos((i * Math.PI) / 20) * 400} ${600 + Math.sin((i * Math.PI) / 20) * 400})`)),
    ...cushions.map((colour, i) => { const a = (i * Math.PI) / 4 + 0.39; return group(blurred(rect(-80, -76, 172, 172, '#160c05', 'rx="46" opacity="0.5"'), 10) + rect(-88, -88, 176, 176, radial([[0, shade(colour, 0.24)], [0.7, colour], [1, shade(colour, -0.3)]], { cx: 0.4, cy: 0.36, r: 0.75 }), 'rx="48"') + ellipse(0, 0, 7, 7, shade(colour, -0.4)), `translate(${600 + Math.cos(a) * 400} ${600 + Math.sin(a) * 400}) rotate(${Math.round((a * 180) / Math.PI)})`); }),
    group(openBook(0, 0, 620, 420), 'translate(600 600) rotate(-8) scale(.42)'),
  ].join('');
};

/** The brand's mark: a rook with three heads of tansy. Few and large forms, because it is mostly seen 28 px wide. */
const logo = () => [
  rect(0, 0, 1200, 1200, '#87a45c'),
  line('M340 450 Q250 640 262 840', '#f1e8d9', 40), line('M266 760 Q370 740 428 690 M262 800 Q190 780 150 700', '#f1e8d9', 34),
  ellipse(262, 880, 118, 118, '#f0bf45'), ellipse(150, 700, 92, 92, '#f0bf45'), ellipse(428, 700, 98, 98, '#f0bf45'),
  shape('M250 452 L470 320 Q540 190 690 204 Q850 222 880 400 L900 520 Q960 740 1090 960 L840 900 Q700 960 600 860 Q500 760 520 560 Z', '#1c2620'),
  ellipse(662, 358, 44, 44, '#f1e8d9'), ellipse(654, 358, 20, 20, '#1c2620'),
  line('M700 900 v150 M700 1050 h-90 M820 890 v160 M820 1050 h-90', '#1c2620', 40),
].join('');

/** File name without ending -> picture as SVG. */
export const scenes = Object.fromEntries(
  Object.entries({ stack, loaves, 'night-window': nightWindow, shelves, teapot, lamp, buns, parcels, covers, sill, jars, circle }).map(([name, paint]) => [name, (size) => picture(size, paint)]),
);
scenes.logo = (size) => picture(size, logo, { vignette: 0, grain: 0 });

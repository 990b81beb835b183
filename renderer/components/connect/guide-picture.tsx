import type { ReactNode } from 'react';
import type { GuidePicture as Picture } from '#renderer/messages/login-guides';

const WIDTH = 148;
const HEIGHT = 84;

/** A page as a sketch, with what is to be clicked in our colour. Drawn in the tokens, so it is at home in both themes. */
export const GuidePicture = ({ picture }: { readonly picture: Picture }) => (
  <svg className="guide-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
    <rect className="gp-page" x="0.5" y="0.5" width={WIDTH - 1} height={HEIGHT - 1} rx="6" />
    <path className="gp-bar" d={`M1 14.5 H${WIDTH - 1}`} />
    {[8, 15, 22].map((x) => <circle key={x} className="gp-dot" cx={x} cy="7.5" r="1.8" />)}
    {inside(picture)}
  </svg>
);

function inside(picture: Picture): ReactNode {
  switch (picture.kind) {
    case 'button': return <><Lines x={12} y={27} widths={[70, 52]} /><Pressed x={12} y={48} width={widthOf(picture.label)} label={picture.label} /></>;
    case 'menu': return (
      <>
        {picture.items.map((item, n) => (
          <g key={item}>
            {n === picture.at && <rect className="gp-chosen" x="6" y={20 + n * 19} width="82" height="16" rx="4" />}
            <text className={n === picture.at ? 'gp-strong' : 'gp-text'} x="12" y={31 + n * 19}>{item}</text>
          </g>
        ))}
        <Lines x={96} y={26} widths={[42, 34, 40, 22]} />
        <Pointer x={78} y={28 + picture.at * 19} />
      </>
    );
    case 'ticks': return picture.labels.map((label, n) => (
      <g key={label}>
        <rect className="gp-box" x="12" y={22 + n * 19} width="11" height="11" rx="3" />
        <path className="gp-tick" d={`M14.5 ${27.5 + n * 19} l2.2 2.4 l4 -4.6`} />
        <text className="gp-text" x="29" y={31 + n * 19}>{label}</text>
      </g>
    ));
    case 'keys': return picture.labels.map((label, n) => (
      <g key={label}>
        <text className="gp-text" x="12" y={27 + n * 28}>{label}</text>
        <rect className="gp-field" x="12" y={31 + n * 28} width="100" height="14" rx="4" />
        {[0, 1, 2, 3, 4, 5, 6, 7].map((dot) => <circle key={dot} className="gp-dot" cx={20 + dot * 7} cy={38 + n * 28} r="1.7" />)}
        <path className="gp-copy" d={`M120 ${34 + n * 28} h8 v9 h-8 z m3 -3 h8 v9`} />
      </g>
    ));
    case 'field': return (
      <>
        <text className="gp-text" x="12" y="29">{picture.label}</text>
        <rect className="gp-field gp-focus" x="12" y="34" width="124" height="16" rx="4" />
        <text className="gp-strong" x="18" y="45">{picture.value}</text>
        <Pressed x={12} y={57} width={38} label="Save" />
      </>
    );
    case 'window': return (
      <>
        <rect className="gp-field" x="30" y="22" width="88" height="54" rx="4" />
        <Lines x={40} y={31} widths={[52, 68]} />
        <Pressed x={40} y={50} width={widthOf(picture.label)} label={picture.label} />
      </>
    );
  }
}

const widthOf = (label: string): number => Math.min(116, 18 + label.length * 5);

const Lines = ({ x, y, widths }: { readonly x: number; readonly y: number; readonly widths: readonly number[] }) => widths.map((width, n) => <rect key={n} className="gp-line" x={x} y={y + n * 9} width={width} height="3.4" rx="1.7" />);

const Pressed = ({ x, y, width, label }: { readonly x: number; readonly y: number; readonly width: number; readonly label: string }) => (
  <>
    <rect className="gp-button" x={x} y={y} width={width} height="18" rx="5" />
    <text className="gp-on" x={x + width / 2} y={y + 12.2}>{label}</text>
    <Pointer x={x + width - 6} y={y + 11} />
  </>
);

const Pointer = ({ x, y }: { readonly x: number; readonly y: number }) => <path className="gp-pointer" d={`M${x} ${y} l0 13 l3.2 -3 l2.3 5 l2.2 -1 l-2.3 -4.9 l4.4 -0.3 z`} />;

import { useSuspenseQuery } from '@tanstack/react-query';
import { orpc } from '#renderer/api/client';
import { BirdMark } from '#renderer/components/bird-mark';
import { Part } from './setting';

export function About() {
  const { data: info } = useSuspenseQuery(orpc.app.info.queryOptions());
  const rows: readonly (readonly [string, string])[] = [
    ['Linnet', info.version], ['Electron', info.electron], ['Chromium', info.chrome], ['Node', info.node], ['SQLite', info.sqlite], ['System', info.platform], ['Language and place', `${info.locale}, ${info.timeZone}`],
  ];
  return (
    <>
      <div className="row about-head"><BirdMark size={32} /><div><p className="title">Linnet {info.version}</p><p className="t2">Write once, plan on a calendar, publish safely. Everything is in one file on this computer.</p></div></div>
      {info.oldRuntime && <div className="verdict" data-tone="warning"><p className="what">This Linnet runs on an old Electron</p><p className="small">It works, but it misses security mends of newer ones. Use the packaged app where you can.</p></div>}
      <Part title="Versions"><dl className="facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl></Part>
      <Part title="Licence">
        <p>Free software under the MIT licence: use it, change it, share it.</p>
        <p className="help">The letters are Hanken Grotesk (SIL Open Font Licence), the icons Tabler (MIT) and Simple Icons (CC0). The signs of networks belong to their owners.</p>
      </Part>
    </>
  );
}

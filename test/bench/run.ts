import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { calendarGrowth, calendarQuery } from './calendar';
import { calendarPaint } from './calendar-paint';
import { connectorOverhead } from './connector-overhead';
import { jsonLine, type Measured, rounded, tableOf, targets } from './figure';
import { latenessFigures } from './lateness';
import { memoryFigure } from './memory';
import { pauseFigure } from './pause';
import { prepareImage } from './prepare-image';
import { searchFigure } from './search';
import { startRatio } from './start';
import { uploadResume } from './upload-resume';

/**
 * `npm run bench [NAME…] [-- --minutes M]`: a name, or the beginning of one, such as `calendar`. Each figure is one line
 * of JSON on stdout; what was asked for and whether it is met is a table on stderr. It ends with 0 when everything was
 * measured: a slow machine is no failure.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes wants a number above zero');

const one = (measure: () => Measured | Promise<Measured>) => async (): Promise<readonly Measured[]> => [await measure()];
const measures: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  'start.ratio': one(() => startRatio()),
  'calendar.query': one(() => calendarQuery()),
  'calendar.growth': one(() => calendarGrowth()),
  'calendar.paint': one(() => calendarPaint()),
  memory: one(() => memoryFigure(minutes)),
  search: one(() => searchFigure()),
  'lateness.1': () => latenessFigures(['lateness.1']),
  'lateness.100': () => latenessFigures(['lateness.100']),
  'lateness.1000': () => latenessFigures(['lateness.1000']),
  'pause.all': one(() => pauseFigure()),
  'prepare.image': one(() => prepareImage()),
  'upload.resume': one(() => uploadResume()),
  'connector.overhead': one(() => connectorOverhead()),
};

const known = Object.keys(targets);
// `lateness.1` is one figure, `lateness` is three.
const means = (asked: string, name: string): boolean => (known.includes(asked) ? name === asked : name.startsWith(asked));
const wanted = known.filter((name) => positionals.length === 0 || positionals.some((asked) => means(asked, name)));
const strange = positionals.filter((asked) => !known.some((name) => name.startsWith(asked)));
if (strange.length > 0) {
  process.stderr.write(`There is no figure called ${strange.join(', ')}. There are: ${known.join(', ')}\n`);
  process.exit(1);
}

const done: Measured[] = [];
const failed: string[] = [];
for (const name of wanted) {
  const measure = measures[name];
  if (measure === undefined) throw new Error(`${name} has a target and nothing that measures it`);
  const before = loadavg()[0] ?? 0;
  try {
    for (const figure of await measure()) {
      process.stdout.write(`${jsonLine(figure)}\n`);
      done.push({ ...figure, note: [figure.note, `load ${rounded(before, 1)}`].filter(Boolean).join('; ') });
    }
  } catch (error) {
    failed.push(name);
    process.stderr.write(`${name} was not measured: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  }
}
process.stderr.write(`\n${tableOf(done)}\n`);
if (failed.length > 0) process.stderr.write(`not measured: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

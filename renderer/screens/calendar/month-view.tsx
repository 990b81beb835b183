import { DateComponent, type DateProfile, getDateMeta, type Hit, NowTimer, ViewContainer, type ViewContext, type ViewProps } from '@fullcalendar/react/protected-api';
import { MonthWeeks } from './month-weeks';

const DAY = 86_400_000;
const COLUMNS = 7;

/** The days that are shown, as FullCalendar counts them: midnights in UTC. */
function daysIn({ renderRange: { start, end } }: DateProfile): readonly Date[] {
  return Array.from({ length: Math.round((end.getTime() - start.getTime()) / DAY) }, (_, index) => new Date(start.getTime() + index * DAY));
}

const dateText = (date: Date): string => date.toISOString().slice(0, 10);

/**
 * FullCalendar's month, drawn by us: it keeps the dates, the clicks and the dragging, and asks this view which day lies
 * under the pointer. Its own month builds every week anew for another month, measures each day, and draws again by what
 * it measured; here the days are a grid of equal parts that stays, and only what is in them changes.
 */
export class MonthView extends DateComponent<ViewProps> {
  declare context: ViewContext;
  private weeks: HTMLElement | null = null;

  private readonly takeWeeks = (el: HTMLElement | null): void => {
    this.weeks = el;
    if (el === null) this.context.unregisterInteractiveComponent(this);
    else this.context.registerInteractiveComponent(this, { el });
  };

  override render() {
    const { className = '', dateProfile, eventDrag, labelStr } = this.props;
    const { dateEnv, options: { locale } } = this.context;
    const over = Object.values(eventDrag?.mutatedEvents.instances ?? {})[0]?.range.start;
    return (
      <ViewContainer viewSpec={this.context.viewSpec} className={`${className} cal-month`} attrs={{ role: 'table', 'aria-label': labelStr }}>
        <NowTimer unit="day">
          {(now, today) => (
            <MonthWeeks
              locale={typeof locale === 'string' ? locale : undefined} over={over === undefined ? null : dateText(over)} rootRef={this.takeWeeks}
              days={daysIn(dateProfile).map((date) => {
                const { isOther, isPast, isToday, dow } = getDateMeta(date, dateEnv, dateProfile, today);
                return { date: dateText(date), other: isOther, past: isPast, today: isToday, weekend: dow % 6 === 0 };
              })}
            />
          )}
        </NowTimer>
      </ViewContainer>
    );
  }

  override queryHit(isRtl: boolean, left: number, top: number, width: number, height: number): Hit | null {
    const days = daysIn(this.props.dateProfile);
    const rows = days.length / COLUMNS;
    const [across, row] = [Math.floor(left / (width / COLUMNS)), Math.floor(top / (height / rows))];
    const start = days[row * COLUMNS + (isRtl ? COLUMNS - 1 - across : across)];
    if (start === undefined || across < 0 || across >= COLUMNS) return null;
    return {
      dateProfile: this.props.dateProfile, dateSpan: { range: { start, end: new Date(start.getTime() + DAY) }, allDay: true }, layer: 0,
      rect: { left: across * width / COLUMNS, right: (across + 1) * width / COLUMNS, top: row * height / rows, bottom: (row + 1) * height / rows },
      getDayEl: () => this.weeks?.querySelector<HTMLElement>(`[data-date="${dateText(start)}"]`) ?? document.body,
    };
  }

  /** A double click beside the buttons is one on the day. */
  override isValidDateDownEl(el: HTMLElement): boolean {
    return el.closest('button') === null;
  }
}

import { pollChoices } from '#core/networks';

/** A poll as readers meet it, before anybody has voted. */
export function PreviewPoll({ options }: { readonly options: Readonly<Record<string, unknown>> }) {
  const choices = pollChoices(options);
  if (choices.length === 0) return null;
  const length = typeof options['pollLength'] === 'string' ? options['pollLength'] : '1 day';
  const question = typeof options['pollQuestion'] === 'string' ? options['pollQuestion'].trim() : '';
  const several = options['pollMultiple'] === true;
  return (
    <div className="pv-poll" data-several={several}>
      {question !== '' && <p className="pv-question" dir="auto">{question}</p>}
      <ul>{choices.map((choice, at) => <li key={at} dir="auto">{choice}</li>)}</ul>
      <p className="pv-when">{[`Runs for ${length}`, ...(several ? ['more than one choice'] : []), ...(options['pollHideTotals'] === true ? ['votes hidden until it ends'] : [])].join(' · ')}</p>
    </div>
  );
}

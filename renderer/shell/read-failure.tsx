import { useReadFailure } from '#renderer/api/read-failures';
import { Button } from '#renderer/components/button';
import { ErrorBanner } from '#renderer/components/error-banner';

/** Stands over any screen of which something could not be read: what looks empty may not be. */
export function ReadFailure() {
  const { failure, again } = useReadFailure();
  if (failure === null) return null;
  return <div className="read-failure"><ErrorBanner error={{ ...failure, code: failure.code === 'defect' ? 'not-read' : failure.code }} acts={<Button onClick={again}>Read it again</Button>} /></div>;
}

type Show = (route: string | null) => void;

/** Keeps what links and further starts of the app ask for until there is somebody to show it. */
export function createAsked(startRoute: string | null) {
  let route = startRoute;
  let forward = false;
  let show: Show | null = null;
  return {
    /** A link, or a further start: the window comes to the front, with or without a route. */
    ask: (to: string | null): void => {
      if (show !== null) {
        show(to);
        return;
      }
      route = to ?? route;
      forward = true;
    },
    /** From now on `by` shows it. Answers the route that was asked for until now. */
    answerBy: (by: Show): string | null => {
      show = by;
      if (forward) by(null);
      return route;
    },
  };
}

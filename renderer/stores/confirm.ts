import { create } from 'zustand';

export interface Question {
  readonly title: string;
  /** What will happen, and what stays. */
  readonly body: string;
  /** The act, as a verb: "Remove the account". */
  readonly act: string;
  readonly stay?: string;
  readonly danger?: boolean;
}

interface ConfirmState {
  readonly question: Question | null;
  readonly answer: (yes: boolean) => void;
}

export const useConfirm = create<ConfirmState>(() => ({ question: null, answer: () => undefined }));

/** Asks before something that cannot be undone. Prefer undo where there is one. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    useConfirm.getState().answer(false);
    useConfirm.setState({
      question,
      answer: (yes) => { useConfirm.setState({ question: null, answer: () => undefined }); resolve(yes); },
    });
  });

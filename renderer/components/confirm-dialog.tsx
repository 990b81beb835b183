import { Modal } from '@mantine/core';
import { useConfirm } from '#renderer/stores/confirm';
import { Button } from './button';

/** The place of `confirm()`: the safe button has the focus. */
export function ConfirmHost() {
  const { question, answer } = useConfirm();
  return (
    <Modal opened={question !== null} onClose={() => answer(false)} title={question?.title} size={440} zIndex={350}>
      {question !== null && (
        <div className="dialog-body">
          <p className="t2">{question.body}</p>
          <div className="dialog-acts">
            <Button data-autofocus onClick={() => answer(false)}>{question.stay ?? 'Cancel'}</Button>
            <Button kind={question.danger === true ? 'danger-solid' : 'primary'} onClick={() => answer(true)}>{question.act}</Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

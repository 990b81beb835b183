type Order = ('label' | 'input' | 'description' | 'error')[];

/** What all fields of a login have in common: help under them, and in its place the words for what cannot be used. */
export const loginInput = (help: string, error: string | null) => ({
  description: error === null ? help : undefined, error, size: 'md', spellCheck: false, autoComplete: 'off', maxLength: 2_000, inputWrapperOrder: ['label', 'input', 'description', 'error'] as Order,
});

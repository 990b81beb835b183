/** Help stands under its field: it is longer than a field is wide, and as a placeholder it would be cut and gone with the first letter. */
export const helpUnder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

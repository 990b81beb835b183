/** Each word whole or not at all: inside `.trunc` the line then ends after a word. One that is too long for the line is cut itself. */
export const Words = ({ children }: { readonly children: string }) =>
  // A word has no other name than its place, and all are made anew for each text.
  children.split(/(\s+)/u).map((part, index) => (part.trim() === '' ? part : <span key={index} className="word">{part}</span>));

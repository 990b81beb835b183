/** Bytes of one UTF-16 unit's share in UTF-8. A pair makes four; half a pair alone is written as U+FFFD, three. */
function unitBytes(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  const paired =
    (isHigh(unit) && isLow(text.charCodeAt(at + 1))) || (isLow(unit) && at > 0 && isHigh(text.charCodeAt(at - 1)));
  return paired ? 2 : 3;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** UTF-8 bytes of the UTF-16 range, without encoding it. */
export function utf8Length(text: string, start = 0, end: number = text.length): number {
  let bytes = 0;
  for (let at = start; at < end; at += 1) bytes += unitBytes(text, at);
  return bytes;
}

/** Unicode code points of the UTF-16 range. */
export function codePointCount(text: string, start = 0, end: number = text.length): number {
  let points = 0;
  for (let at = start; at < end; at += 1) {
    if (isHigh(text.charCodeAt(at)) && at + 1 < end && isLow(text.charCodeAt(at + 1))) at += 1;
    points += 1;
  }
  return points;
}

/** Turns rising UTF-16 offsets into UTF-8 offsets, walking the text once. An offset must not be before the last one asked. */
export function byteOffsets(text: string): (utf16Offset: number) => number {
  let at = 0;
  let bytes = 0;
  return (offset) => {
    bytes += utf8Length(text, at, offset);
    at = offset;
    return bytes;
  };
}

/**
 * The number that the whole text is, NaN for any other text. `parseFloat` alone reads "12abc" as 12. Both DICOM's decimal strings (PS3.5, 6.2, DS and IS)
 * and the options of a request are written this way.
 */
export function parseDecimal(text: string): f64 {
  let at = skipSign(text, 0)
  const wholeEnd = skipDigits(text, at)
  let digits = wholeEnd - at
  at = wholeEnd
  if (isAt(text, at, '.')) {
    const fractionEnd = skipDigits(text, at + 1)
    digits += fractionEnd - at - 1
    at = fractionEnd
  }
  if (digits == 0) return NaN
  if (isAt(text, at, 'e') || isAt(text, at, 'E')) {
    const exponentAt = skipSign(text, at + 1)
    at = skipDigits(text, exponentAt)
    if (at == exponentAt) return NaN
  }
  if (at != text.length) return NaN
  const value = parseFloat(text)
  return isFinite(value) ? value : NaN
}

/** A number as text: "40", not "40.0". */
export function formatDecimal(value: f64): string {
  const isWhole = Math.trunc(value) == value && Math.abs(value) < 1e15
  return isWhole ? (<i64>value).toString() : value.toString()
}

function isAt(text: string, at: i32, character: string): bool {
  return at < text.length && text.charAt(at) == character
}

function skipSign(text: string, at: i32): i32 {
  return isAt(text, at, '-') || isAt(text, at, '+') ? at + 1 : at
}

function skipDigits(text: string, from: i32): i32 {
  let at = from
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++
  return at
}

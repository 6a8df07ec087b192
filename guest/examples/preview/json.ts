/** A text as JSON, in ASCII: other characters are written as \u00e9. */
export function jsonString(text: string): string {
  let json = '"'
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code == 0x22 || code == 0x5c) json += `\\${text.charAt(i)}`
    else if (code >= 0x20 && code < 0x7f) json += text.charAt(i)
    else json += `\\u${code.toString(16).padStart(4, '0')}`
  }
  return `${json}"`
}

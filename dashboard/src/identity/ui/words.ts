/** The words of a text that holds several, separated by blanks or on lines of their own. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** A cloud object's kind as people say it: `Security group`, `Floating IP`. */
export function kindLabel(kind: string): string {
  const words = kind.replaceAll('-', ' ').replace(/\bip\b/, 'IP');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

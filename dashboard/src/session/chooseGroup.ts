/** The group to work for: the one in the URL, else the last one used here, else the first. */
export function chooseGroup(
  groups: readonly string[], inUrl: string | undefined, remembered: string | null,
): string | undefined {
  return [inUrl, remembered ?? undefined, groups[0]].find(
    (group) => group !== undefined && groups.includes(group),
  );
}

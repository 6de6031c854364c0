/**
 * The group to work for: the one in the URL, else the last one used here, else the first that is
 * not just for administrators.
 */
export function chooseGroup(
  groups: readonly string[], inUrl: string | undefined, remembered: string | null, adminGroup: string,
): string | undefined {
  return [inUrl, remembered ?? undefined, groups.find((group) => group !== adminGroup), groups[0]].find(
    (group) => group !== undefined && groups.includes(group),
  );
}

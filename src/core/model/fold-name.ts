/**
 * The form under which a name is unique and found: the same for every spelling that differs only in case or in how accents are composed.
 *
 * Done here, for names that are kept and names that are typed, and not by the databases, whose own lower() differs between the two and with the locale. Composed after lowering, since lowering can
 * take a composed character apart.
 */
export function foldName(name: string): string {
  return name.toLowerCase().normalize('NFC');
}

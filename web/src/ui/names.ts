// SPDX-License-Identifier: AGPL-3.0-or-later

/** A language's name in the reader's language: "ru" reads "Russian". */
export function languageName(code: string, language: string): string {
  if (!code || code === 'und') return code;
  try {
    const name = new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return code;
  }
}

/** Words for fields that every record has and no schema declares. */
export const pseudoField = (name: string): string => `pseudo.${name}`;

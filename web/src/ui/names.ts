// SPDX-License-Identifier: AGPL-3.0-or-later

/** Standing alone, a name begins with a capital. */
export const capital = (text: string, language: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

/** A language's name in the reader's language: "ru" reads "Russian". */
export function languageName(code: string, language: string): string {
  if (!code || code === 'und') return code;
  try {
    const name = new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(code) ?? code;
    return capital(name, language);
  } catch {
    return code;
  }
}

/** Words for fields that every record has and no schema declares. */
export const pseudoField = (name: string): string => `pseudo.${name}`;

// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether somebody signed in here: no secret, only what saves the door from asking a question whose answer is no.
const name = 'guvoh.session';

/** Where nothing can be kept, one has to ask. */
export function perhapsSignedIn(): boolean {
  try {
    return window.localStorage.getItem(name) !== null;
  } catch {
    return true;
  }
}

export function markSignedIn(yes: boolean): void {
  try {
    if (yes) window.localStorage.setItem(name, '1');
    else window.localStorage.removeItem(name);
  } catch {
    // asked each time, then
  }
}

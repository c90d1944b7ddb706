// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, type RefObject } from 'react';

/** Page and text scroll together: each takes the place the other has, as a share of its height. */
export function useTogether(a: RefObject<HTMLElement | null>, b: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const first = a.current;
    const second = b.current;
    if (!first || !second) return;
    let leader: HTMLElement | undefined;
    let free: ReturnType<typeof setTimeout> | undefined;
    const follow = (from: HTMLElement, to: HTMLElement) => () => {
      if (leader && leader !== from) return;
      leader = from;
      clearTimeout(free);
      free = setTimeout(() => (leader = undefined), 120);
      const room = from.scrollHeight - from.clientHeight;
      if (room > 0) to.scrollTop = (from.scrollTop / room) * (to.scrollHeight - to.clientHeight);
    };
    const onFirst = follow(first, second);
    const onSecond = follow(second, first);
    first.addEventListener('scroll', onFirst, { passive: true });
    second.addEventListener('scroll', onSecond, { passive: true });
    return () => {
      clearTimeout(free);
      first.removeEventListener('scroll', onFirst);
      second.removeEventListener('scroll', onSecond);
    };
  });
}

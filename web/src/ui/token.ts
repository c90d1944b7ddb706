// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';

/** The secret word of an address. It is taken out of the address at once, so that it stays in no history and over no shoulder. */
export function useTokenOnce(path: string): string {
  const { token } = useParams();
  const go = useNavigate();
  const [kept, setKept] = useState(token ?? '');
  useEffect(() => {
    if (!token) return;
    setKept(token);
    void go(path, { replace: true });
  }, [token, path, go]);
  return kept;
}

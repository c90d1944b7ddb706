// SPDX-License-Identifier: AGPL-3.0-or-later
import { NavLink } from '@mantine/core';
import type { ComponentType } from 'react';
import { Link, useLocation } from 'react-router';

export type Icon = ComponentType<{ size?: number; stroke?: number }>;

interface Props {
  to: string;
  label: string;
  icon: Icon;
  exact?: boolean;
  /** Other addresses that belong to it. */
  also?: string[];
}

export function Item({ to, label, icon: Shape, exact, also = [] }: Props) {
  const { pathname } = useLocation();
  const under = (path: string): boolean => pathname === path || pathname.startsWith(`${path}/`);
  const active = exact ? pathname === to : [to, ...also].some(under);
  return (
    <NavLink
      component={Link}
      to={to}
      label={label}
      leftSection={<Shape size={19} stroke={1.6} />}
      active={active}
      aria-current={active ? 'page' : undefined}
      className="rail-item"
    />
  );
}

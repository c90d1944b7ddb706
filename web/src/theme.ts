// SPDX-License-Identifier: AGPL-3.0-or-later
// Paper and ink: a warm near-white page, near-black text, one deep blue-green for actions. Amber = due, red = refused or altered.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#e8f3f2', '#d3e6e5', '#a8cfcd', '#7ab6b4', '#4f9c9b', '#2e8080', '#1b6d6d', '#0f5c5c', '#0a4b4b', '#063a3a',
]; // prettier-ignore
const amber: MantineColorsTuple = [
  '#fdf5e6', '#faeaca', '#f3d493', '#ecbc58', '#dfa22b', '#c2871a', '#a06c0d', '#835708', '#674405', '#4c3203',
]; // prettier-ignore
const brick: MantineColorsTuple = [
  '#fcefed', '#f7dcd8', '#eeb6ae', '#e38d82', '#d5655a', '#c0473c', '#a9352c', '#8f2a22', '#74211b', '#591914',
]; // prettier-ignore
/** Neutral greys with a breath of green, so that the dark theme is as calm as the light one. */
const dark: MantineColorsTuple = [
  '#e3e6e3', '#c6cbc8', '#a3aba8', '#87908d', '#4c5654', '#38413f', '#2a3231', '#1d2423', '#161c1b', '#101514',
]; // prettier-ignore
const gray: MantineColorsTuple = [
  '#faf8f4', '#f3f0ea', '#e9e5dc', '#dcd7cc', '#c6c0b3', '#a49f93', '#6f6c64', '#55534d', '#393834', '#1f2020',
]; // prettier-ignore

export const theme = createTheme({
  colors: { ink, amber, brick, dark, gray },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  black: '#1b1f1f',
  fontFamily: "'Noto Sans', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', Menlo, monospace",
  headings: { fontFamily: "'Noto Sans', system-ui, sans-serif", fontWeight: '600' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 500 } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: { '--guvoh-serif': "'Source Serif', Georgia, serif" },
  light: {
    '--mantine-color-body': '#fbf9f5',
    '--mantine-color-text': '#1b1f1f',
    '--mantine-color-dimmed': '#5a5952',
    '--mantine-color-anchor': '#0f5c5c',
    '--guvoh-panel': '#ffffff',
    '--guvoh-line': '#e3dfd5',
    '--guvoh-mark': '#f6e3a8',
    '--guvoh-mark-ink': '#1b1f1f',
    '--guvoh-own': '#d5e8e6',
    '--guvoh-doubt': '#b4690e',
    '--guvoh-good': '#1c6b3f',
    '--guvoh-bad': '#8f2a22',
    '--guvoh-focus': '#0f5c5c',
  },
  dark: {
    '--mantine-color-body': '#151a1a',
    '--mantine-color-text': '#e6e8e4',
    '--mantine-color-dimmed': '#a5adaa',
    '--mantine-color-anchor': '#86c2bf',
    '--guvoh-panel': '#1b2221',
    '--guvoh-line': '#313a38',
    '--guvoh-mark': '#5d4c14',
    '--guvoh-mark-ink': '#fbf3d9',
    '--guvoh-own': '#1d4443',
    '--guvoh-doubt': '#e0a354',
    '--guvoh-good': '#7cc79b',
    '--guvoh-bad': '#ee9a90',
    '--guvoh-focus': '#86c2bf',
    '--mantine-color-ink-light': 'rgba(79, 156, 155, 0.2)',
    '--mantine-color-ink-light-hover': 'rgba(79, 156, 155, 0.28)',
    '--mantine-color-ink-light-color': '#b9dbd9',
    '--mantine-color-amber-light': 'rgba(223, 162, 43, 0.16)',
    '--mantine-color-amber-light-color': '#f3d493',
    '--mantine-color-brick-light': 'rgba(213, 101, 90, 0.18)',
    '--mantine-color-brick-light-color': '#f7c4bd',
    '--mantine-color-gray-light': 'rgba(200, 200, 190, 0.12)',
    '--mantine-color-gray-light-color': '#d6dad7',
  },
});

// SPDX-License-Identifier: AGPL-3.0-or-later
import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const keys: [string[], string][] = [
  [['/'], 'search'],
  [['Ctrl', 'K'], 'palette'],
  [['?'], 'help'],
  [['g', 'h'], 'home'],
  [['g', 'l'], 'library'],
  [['g', 'p'], 'persons'],
  [['g', 'v'], 'proof'],
  [['q'], 'quote'],
  [['j', 'k'], 'rows'],
  [['Enter'], 'open'],
  [['←', '→'], 'pages'],
  [['Esc'], 'close'],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Table>
        <Table.Tbody>
          {keys.map(([each, what]) => (
            <Table.Tr key={what}>
              <Table.Td w={150}>
                {each.map((key) => (
                  <Kbd key={key} me={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`shortcuts.${what}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

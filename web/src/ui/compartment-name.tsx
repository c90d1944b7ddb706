// SPDX-License-Identifier: AGPL-3.0-or-later
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';

export function useCompartmentName(): (id: string) => string {
  const { t } = useTranslation();
  const { compartments } = useSession();
  return (id) =>
    id === 'general' ? t('compartment.general') : (compartments.find((one) => one.id === id)?.name ?? t('compartment.other'));
}

import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A password or secret, hidden until its eye is pressed; the eye is reached by keyboard, too. */
export function SecretInput(props: PasswordInputProps) {
  const { t } = useTranslation('common');
  const [isVisible, setVisible] = useState(false);
  return (
    <PasswordInput
      spellCheck={false}
      autoCapitalize="none"
      visible={isVisible}
      onVisibilityChange={setVisible}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{
        'aria-label': isVisible ? t('action.hideSecret') : t('action.showSecret'),
      }}
      {...props}
    />
  );
}

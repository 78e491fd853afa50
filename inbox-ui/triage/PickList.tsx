import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import classes from './PickList.module.css';

export type PickItem = {
  id: string;
  /** What typing is compared with. */
  text: string;
  node: ReactNode;
  isOn?: boolean | 'some';
  /** Offered whatever is typed. */
  isFixed?: boolean;
};

type Props = {
  /** Names the field and the list. */
  label: string;
  items: PickItem[];
  /** Further choices that depend on what is typed. */
  more?: (typed: string) => PickItem[];
  nothing: string;
  onPick: (id: string, typed: string) => void;
  isMultiple?: boolean;
};

/** A list to choose from by typing, by arrow keys or by pointer. It stands where it is put: in a popover or a dialog. */
export function PickList({ label, items, more, nothing, onPick, isMultiple }: Props) {
  const combobox = useCombobox({ opened: true });
  const [typed, setTyped] = useState('');
  const wanted = fold(typed);
  const fitting = items.filter(({ text, isFixed }) => isFixed || fold(text).includes(wanted));
  const shown = [
    // What fits what is typed comes first: Enter takes it.
    ...(wanted
      ? fitting.toSorted((a, b) => Number(a.isFixed ?? false) - Number(b.isFixed ?? false))
      : fitting),
    ...(more?.(typed.trim()) ?? []),
  ];
  const { selectFirstOption, resetSelectedOption } = combobox;
  useEffect(() => {
    if (wanted) selectFirstOption();
    else resetSelectedOption();
  }, [wanted, selectFirstOption, resetSelectedOption]);
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        onPick(id, typed.trim());
        setTyped('');
      }}
    >
      <Combobox.EventsTarget>
        <TextInput
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          aria-label={label}
          placeholder={label}
          maxLength={40}
          autoComplete="off"
          dir="auto"
          data-autofocus
        />
      </Combobox.EventsTarget>
      <Combobox.Options
        className={classes.list}
        aria-label={label}
        aria-multiselectable={isMultiple || undefined}
      >
        {shown.map(({ id, node, isOn = false }) => (
          <Combobox.Option key={id} value={id} active={isOn === true} className={classes.item}>
            <span className={classes.mark}>{markOf(isOn)}</span>
            {node}
          </Combobox.Option>
        ))}
        {shown.length === 0 ? <Combobox.Empty>{nothing}</Combobox.Empty> : null}
      </Combobox.Options>
    </Combobox>
  );
}

function markOf(isOn: boolean | 'some') {
  if (isOn === 'some') return <IconMinus size={16} aria-hidden />;
  return isOn ? <IconCheck size={16} aria-hidden /> : null;
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}

import { Choice } from '@chatterly/ui/Choice'
import { chooseTheme, type Theme, useTheme } from '../../lib/theme.ts'

const options: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

export function ThemeChoice() {
  return <Choice label="Colours" options={options} value={useTheme()} onChange={chooseTheme} />
}

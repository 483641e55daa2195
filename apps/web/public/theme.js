// Before the first paint, so that the page never shows in the other theme. A file, since the policy allows no inline script.
{
  const theme = localStorage.getItem('chatterly.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
}

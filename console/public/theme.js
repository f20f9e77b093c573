// Before the first paint, so that nobody who chose dark sees a white flash. A file of its own,
// since the Content-Security-Policy allows no script in the page.
try {
  const theme = localStorage.getItem('smoothllm.theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's choice stands.
}

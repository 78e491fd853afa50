/** The mark of the product: a compass needle in a speech bubble. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M8 9h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H8a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z"
        fill="var(--on-accent)"
      />
      <path d="m16 11 3.2 8-3.2-1.6-3.2 1.6z" fill="var(--accent)" />
    </svg>
  );
}

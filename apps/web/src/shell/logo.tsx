/** The product's logo: water over the blades of a wheel. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden className={className} viewBox="0 0 32 32">
      <rect fill="var(--accent)" height="32" rx="8" width="32" />
      <g fill="none" stroke="var(--accent-contrast)" strokeLinecap="round" strokeWidth="2.6">
        <path d="M6 12c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" />
        <path d="M6 18c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" opacity="0.8" />
        <path d="M6 24c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" opacity="0.55" />
      </g>
    </svg>
  );
}

const [width, height] = [64, 6];

/** A part of a whole, 0 to 1. */
export function ShareBar({ share, name }: { share: number; name: string }) {
  const part = Math.max(0, Math.min(1, share));
  return (
    <svg class="share" width={width} height={height} role="img" aria-label={`${name}: ${Math.floor(part * 100)} %`}>
      <rect class="whole" width={width} height={height} rx="3" />
      {part > 0 && <rect class="part" width={Math.max(3, part * width)} height={height} rx="3" />}
    </svg>
  );
}

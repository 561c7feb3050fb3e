// What time is it, for texts such as "2 minutes ago"?

import { useEffect, useState } from "preact/hooks";

const TICK = 20_000;

export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}

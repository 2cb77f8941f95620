package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.PrintOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the newest jobs, so that none is printed twice. */
final class JobMemory {
  static final int CAPACITY = 4_096;

  private final Map<String, PrintOutcome> outcomes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PrintOutcome> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized @Nullable PrintOutcome find(String jobId) {
    return outcomes.get(jobId);
  }

  /** Keeps an outcome, or forgets the job when nothing of it is on paper. */
  synchronized PrintOutcome keep(String jobId, PrintOutcome outcome) {
    if (outcome.mayRetry()) {
      outcomes.remove(jobId);
    } else {
      outcomes.put(jobId, outcome);
    }
    return outcome;
  }
}
